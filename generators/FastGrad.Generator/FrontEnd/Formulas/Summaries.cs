using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>A property's XML summary in one line. Empty where the build does not read documentation comments.</summary>
internal static class Summaries
{
    public static string Of(ISymbol symbol, CancellationToken cancellation)
    {
        string? xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellation);
        if (string.IsNullOrWhiteSpace(xml))
            return "";
        try
        {
            XElement? summary = XElement.Parse(xml).Element("summary");
            return summary is null ? "" : OneLine(summary);
        }
        catch (XmlException)
        {
            // C# itself warns of a malformed comment; it must not cost the user the generated code.
            return "";
        }
    }

    private static string OneLine(XElement element)
    {
        var text = new StringBuilder();
        Append(element, text);
        return string.Join(" ", text.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (XNode node in element.Nodes())
        {
            if (node is XText words)
                text.Append(words.Value);
            else if (node is XElement { IsEmpty: true } reference)
                text.Append(Reference(reference));
            else if (node is XElement inner)
                Append(inner, text);
        }
    }

    /// <summary><c>T:FastGrad.Adam</c> reads as <c>Adam</c>.</summary>
    private static string Reference(XElement reference)
    {
        string name = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name")
            ?? (string?)reference.Attribute("langword") ?? "";
        int parameters = name.IndexOf('(');
        if (parameters >= 0)
            name = name.Substring(0, parameters);
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
    }
}
