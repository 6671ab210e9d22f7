using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FastGrad.Samples.Pictures;

/// <summary>
/// Panels in rows under a title, as SVG: the same bytes for the same numbers, whatever the machine and its language. Readers who prefer a
/// dark background get one.
/// </summary>
/// <param name="Title">Stands above all.</param>
/// <param name="Columns">Panels in a row, at least 1.</param>
/// <param name="Panels">Row by row.</param>
public sealed record Picture(string Title, int Columns, params IReadOnlyList<Panel> Panels)
{
    private const double Border = 16, TitleHeight = 26, Gap = 14;

    /// <summary>Of each panel, with its labels, in pixels.</summary>
    public double PanelWidth { get; init; } = 440;

    /// <inheritdoc cref="PanelWidth"/>
    public double PanelHeight { get; init; } = 320;

    /// <summary>Writes a file of SVG.</summary>
    public void Save(string path) => File.WriteAllText(path, ToSvg());

    public string ToSvg()
    {
        int columns = Math.Min(Columns, Math.Max(Panels.Count, 1)), rows = (Panels.Count + columns - 1) / columns;
        double width = 2 * Border + columns * (PanelWidth + Gap) - Gap, height = 2 * Border + TitleHeight + rows * (PanelHeight + Gap) - Gap;
        XElement root = Svg.Element("svg", ("viewBox", $"0 0 {Svg.Number(width)} {Svg.Number(height)}"), ("width", width), ("height", height));
        root.Add(
            Svg.Element("title", Title),
            Style.Element(),
            Svg.Element("rect", ("class", Style.Paper), ("width", width), ("height", height)),
            Svg.Text(Title, new(Border, Border + 14), Style.Heading));
        for (int index = 0; index < Panels.Count; index++)
        {
            Point corner = new(Border + index % columns * (PanelWidth + Gap), Border + TitleHeight + index / columns * (PanelHeight + Gap));
            root.Add(new PanelDrawing(Panels[index], corner, PanelWidth, PanelHeight).Draw());
        }
        return Text(root);
    }

    private static string Text(XElement root)
    {
        StringBuilder text = new();
        using (XmlWriter writer = XmlWriter.Create(text, new() { Indent = true, IndentChars = "  ", NewLineChars = "\n", OmitXmlDeclaration = true }))
            root.Save(writer);
        return text.Append('\n').ToString();
    }
}
