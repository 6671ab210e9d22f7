using System.Xml.Linq;

namespace FastGrad.Samples.Pictures;

/// <summary>Draws a panel into its box: a title above, the legend at the right, the plot in what the labels leave.</summary>
public sealed class PanelDrawing
{
    private const double TitleHeight = 24, LabelHeight = 18, TickHeight = 18, TickGap = 6, Ascent = 4;
    private const double PixelsPerTickAcross = 56, PixelsPerTickUp = 42;

    private readonly Panel _panel;
    private readonly Legend _legend;
    private readonly PlotArea _area;
    private readonly IReadOnlyList<Tick> _across, _up;
    private readonly Point _corner;

    /// <param name="panel">What is drawn.</param>
    /// <param name="corner">Of the box, at the upper left.</param>
    /// <param name="width">Of the box.</param>
    /// <param name="height">Of the box.</param>
    public PanelDrawing(Panel panel, Point corner, double width, double height)
    {
        (_panel, _corner) = (panel, corner);
        _legend = new Legend(panel.Series);
        Scale x = panel.HorizontalScale(), y = panel.VerticalScale();

        double top = corner.Y + TitleHeight, bottom = corner.Y + height - TickHeight - (panel.X.Label.Length > 0 ? LabelHeight : 0);
        _up = y.Ticks(Math.Max((int)((bottom - top) / PixelsPerTickUp), 2));
        double widest = _up.Select(tick => Style.Width(tick.Label)).DefaultIfEmpty().Max();
        double left = corner.X + (panel.Y.Label.Length > 0 ? LabelHeight : 0) + TickGap + widest;
        // The last label is centred on the last tick, which may stand at the very end.
        double right = corner.X + width - (_legend.Width > 0 ? _legend.Width : 12);
        _across = x.Ticks(Math.Max((int)((right - left) / PixelsPerTickAcross), 2));
        _area = new PlotArea(left, right, top, bottom, x, y);
    }

    public XElement Draw()
    {
        XElement group = Svg.Element("g");
        group.Add(Svg.Text(_panel.Title, new(_area.Left, _corner.Y + 15), Style.PanelTitle));
        DrawAxes(group);
        SeriesDrawing drawing = new(_area);
        foreach ((Series series, Pen pen) in _legend.Pens)
            group.Add(drawing.Draw(series, pen));
        group.Add(_legend.Draw(new(_area.Right, _area.Top)));
        return group;
    }

    private void DrawAxes(XElement group)
    {
        foreach (Tick tick in _across)
        {
            double x = _area.At(new(_area.X.Share(tick.Value), 0)).X;
            group.Add(
                Svg.Line(new(x, _area.Top), new(x, _area.Bottom), Style.Grid),
                Svg.Text(tick.Label, new(x, _area.Bottom + TickHeight - Ascent), Style.Middle));
        }
        foreach (Tick tick in _up)
        {
            double y = _area.At(new(0, _area.Y.Share(tick.Value))).Y;
            group.Add(
                Svg.Line(new(_area.Left, y), new(_area.Right, y), Style.Grid),
                Svg.Text(tick.Label, new(_area.Left - TickGap, y + Ascent), Style.Right));
        }
        group.Add(Svg.Element(
            "rect", ("class", Style.Frame), ("x", _area.Left), ("y", _area.Top), ("width", _area.Right - _area.Left), ("height", _area.Bottom - _area.Top)));
        if (_panel.X.Label.Length > 0)
        {
            Point below = new((_area.Left + _area.Right) / 2, _area.Bottom + TickHeight + LabelHeight - Ascent);
            group.Add(Svg.Text(_panel.X.Label, below, Style.AxisLabel));
        }
        if (_panel.Y.Label.Length > 0)
            group.Add(Upwards(_panel.Y.Label, new(_corner.X + 11, (_area.Top + _area.Bottom) / 2)));
    }

    private static XElement Upwards(string text, Point at)
    {
        XElement element = Svg.Text(text, at, Style.AxisLabel);
        element.SetAttributeValue("transform", $"rotate(-90 {Svg.Number(at.X)} {Svg.Number(at.Y)})");
        return element;
    }
}
