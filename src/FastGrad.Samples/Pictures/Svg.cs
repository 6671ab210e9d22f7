using System.Globalization;
using System.Xml.Linq;

namespace FastGrad.Samples.Pictures;

/// <summary>Elements of SVG.</summary>
public static class Svg
{
    private static readonly XNamespace _namespace = "http://www.w3.org/2000/svg";

    /// <param name="name">The element's.</param>
    /// <param name="attributes">Numbers are pixels.</param>
    public static XElement Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        XElement element = new(_namespace + name);
        foreach ((string key, object value) in attributes)
            element.SetAttributeValue(key, value is double number ? Number(number) : value);
        return element;
    }

    public static XElement Element(string name, string content) => new(_namespace + name, content);

    public static XElement Line(Point from, Point to, string style) =>
        Element("line", ("class", style), ("x1", from.X), ("y1", from.Y), ("x2", to.X), ("y2", to.Y));

    public static XElement Text(string content, Point at, string style)
    {
        XElement text = Element("text", ("class", style), ("x", at.X), ("y", at.Y));
        text.Add(content);
        return text;
    }

    /// <summary>A length or place to a hundredth of a pixel.</summary>
    public static string Number(double value)
    {
        double rounded = Math.Round(value, 2);
        // Minus zero would be written as such.
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture);
    }
}
