namespace FastGrad.Samples.Pictures;

/// <summary>How a series is drawn.</summary>
/// <param name="Color">As CSS has it.</param>
/// <param name="Dash">Lengths of dashes and gaps; empty for an unbroken line.</param>
public readonly record struct Pen(string Color, string Dash)
{
    /// <summary>A pen for each series: references are grey and take no colour from the others.</summary>
    public static IReadOnlyList<(Series Series, Pen Pen)> For(IReadOnlyList<Series> all)
    {
        int next = 0;
        return [.. all.Select(series => (series, series.IsReference ? new Pen(Palette.Reference, Palette.ReferenceDash) : Numbered(next++)))];
    }

    private static Pen Numbered(int index) => new(Palette.Color(index), Palette.Dash(index));
}
