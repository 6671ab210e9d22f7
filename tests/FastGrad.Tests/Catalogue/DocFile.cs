using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FastGrad.Tests.Catalogue;

/// <summary>The documentation that the compiler wrote beside the library, as Markdown.</summary>
internal sealed partial class DocFile
{
    private readonly Dictionary<string, XElement> _members;

    private DocFile(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The library's own.</summary>
    public static DocFile Load() => new(XDocument.Load(Path.Combine(AppContext.BaseDirectory, "FastGrad.xml")));

    /// <summary>For tests of the reading itself.</summary>
    public static DocFile Parse(string xml) => new(XDocument.Parse(xml));

    public string Type(Type type) => Summary($"T:{type.FullName}");

    public string Property(Type declaring, string name) => Summary($"P:{declaring.FullName}.{name}");

    /// <summary>Of a method that has no overloads.</summary>
    public string Method(Type declaring, string name) => Summary(Ids($"M:{declaring.FullName}.{name}(").FirstOrDefault() ?? "");

    /// <summary>Of an argument of a constructor.</summary>
    public string Argument(Type declaring, string name) => Ids($"M:{declaring.FullName}.#ctor(")
        .SelectMany(id => _members[id].Elements("param"))
        .Where(param => param.Attribute("name")?.Value == name)
        .Select(Text)
        .FirstOrDefault("");

    private IEnumerable<string> Ids(string prefix) => _members.Keys.Where(id => id.StartsWith(prefix, StringComparison.Ordinal));

    private string Summary(string id)
    {
        if (!_members.TryGetValue(id, out XElement? member))
            return "";
        if (member.Element("summary") is { } summary)
            return Text(summary);
        return member.Element("inheritdoc")?.Attribute("cref")?.Value is { } source && source != id ? Summary(source) : "";
    }

    private static string Text(XElement element)
    {
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
            text.Append(node switch
            {
                XText words => Escaped(words.Value),
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement { Name.LocalName: "para" } paragraph => " " + Text(paragraph),
                XElement reference => $"`{Referred(reference)}`",
                _ => "",
            });
        return Spaces().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>What a <c>see</c> or a <c>paramref</c> is about, as it is written in code.</summary>
    private static string Referred(XElement reference)
    {
        string target = (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name"))?.Value ?? reference.Value;
        bool isType = target.StartsWith("T:", StringComparison.Ordinal);
        string name = target.Split('(')[0].Split('.')[^1].Split(':')[^1].Split('`')[0];
        return isType ? Names.Declared(name) : name;
    }

    private static string Escaped(string words) =>
        words.Replace("\\", "\\\\").Replace("*", "\\*").Replace("_", "\\_").Replace("<", "&lt;").Replace("](", "]\\(");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
