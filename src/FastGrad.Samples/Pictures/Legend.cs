using System.Xml.Linq;

namespace FastGrad.Samples.Pictures;

/// <summary>Says at the right of a plot which series is which; those without a name are left out.</summary>
public sealed class Legend(IReadOnlyList<Series> all)
{
    private const double Indent = 10, Sample = 22, SampleGap = 6, RowHeight = 17, FirstRow = 9, Ascent = 4;

    /// <summary>The series and how each is drawn.</summary>
    public IReadOnlyList<(Series Series, Pen Pen)> Pens { get; } = Pen.For(all);

    /// <summary>What it needs; 0 where no series has a name.</summary>
    public double Width => Named.Select(entry => Indent + Sample + SampleGap + Style.Width(entry.Series.Name)).DefaultIfEmpty().Max();

    private IEnumerable<(Series Series, Pen Pen)> Named => Pens.Where(entry => entry.Series.Name.Length > 0);

    public IEnumerable<XElement> Draw(Point corner) => Named.SelectMany((entry, row) =>
    {
        Point left = new(corner.X + Indent, corner.Y + FirstRow + row * RowHeight);
        // A plot of its own, as wide as the sample is, on which half way up is the middle of the row.
        PlotArea area = new(left.X, left.X + Sample, left.Y - RowHeight / 3, left.Y + RowHeight / 3, new LinearScale(0, 1), new LinearScale(0, 1));
        return new SeriesDrawing(area).Draw(SampleOf(entry.Series), entry.Pen)
            .Append(Svg.Text(entry.Series.Name, new(left.X + Sample + SampleGap, left.Y + Ascent), Style.Left));
    });

    private static Series SampleOf(Series series) => series switch
    {
        Curve curve => curve with { Points = [new(0, 0.5), new(1, 0.5)] },
        Bars bars => bars with { Points = [new(0.5, 1)], Width = 1 },
        _ => series with { Points = [new(0.5, 0.5)] },
    };
}
