using System.Xml.Linq;

namespace FastGrad.Samples.Pictures;

/// <summary>Draws series onto a plot.</summary>
public sealed class SeriesDrawing(PlotArea area)
{
    private const double Radius = 2.4, Thickness = 1.7, DotOpacity = 0.65, BarOpacity = 0.5;

    public IEnumerable<XElement> Draw(Series series, Pen pen) => series switch
    {
        Curve => Clipping.Pieces([.. series.Points.Select(area.Share)]).Select(piece => Line(piece, pen)),
        Bars bars => bars.Points.Select(point => Bar(point, bars.Width, pen)).OfType<XElement>(),
        _ => series.Points.Select(area.Share).Where(Clipping.IsInside).Select(share => Dot(area.At(share), pen)),
    };

    private XElement Line(IReadOnlyList<Point> piece, Pen pen)
    {
        XElement line = Svg.Element(
            "polyline",
            ("points", string.Join(' ', piece.Select(area.At).Select(point => $"{Svg.Number(point.X)},{Svg.Number(point.Y)}"))),
            ("fill", "none"), ("stroke", pen.Color), ("stroke-width", Thickness), ("stroke-linejoin", "round"), ("stroke-linecap", "round"));
        if (pen.Dash.Length > 0)
            line.SetAttributeValue("stroke-dasharray", pen.Dash);
        return line;
    }

    private static XElement Dot(Point at, Pen pen) =>
        Svg.Element("circle", ("cx", at.X), ("cy", at.Y), ("r", Radius), ("fill", pen.Color), ("fill-opacity", DotOpacity));

    /// <summary>Null where nothing of the bar is inside.</summary>
    private XElement? Bar(Point end, double width, Pen pen)
    {
        Point one = area.Share(end with { X = end.X - width / 2 }), other = area.Share(new(end.X + width / 2, 0));
        // On a logarithmic axis 0 has no place: such a bar stands on the frame.
        double foot = Inside(double.IsNaN(other.Y) ? 0 : other.Y), top = Inside(one.Y), left = Inside(one.X), right = Inside(other.X);
        if (!(right > left) || !(top != foot) || double.IsNaN(top))
            return null;
        Point corner = area.At(new(left, Math.Max(top, foot))), opposite = area.At(new(right, Math.Min(top, foot)));
        return Svg.Element(
            "rect", ("x", corner.X), ("y", corner.Y), ("width", opposite.X - corner.X), ("height", opposite.Y - corner.Y),
            ("fill", pen.Color), ("fill-opacity", BarOpacity));
    }

    private static double Inside(double share) => Math.Clamp(share, 0, 1);
}
