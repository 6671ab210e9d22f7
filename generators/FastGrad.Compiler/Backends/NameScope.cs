using System.Text;

namespace FastGrad.Compiler.Backends;

/// <summary>Identifiers made of the user's words, each once.</summary>
internal sealed class NameScope(NameScope? outer = null)
{
    private static readonly HashSet<string> _keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while", "field", "value",
    ];

    private readonly HashSet<string> _taken = [];

    /// <summary>A name that must stay the user's, as source: <c>@lock</c>.</summary>
    public static string Escape(string name) => _keywords.Contains(name) ? "@" + name : name;

    /// <summary><c>Policy target</c> becomes <c>policyTarget</c>, whether it is taken or a keyword.</summary>
    public static string InCamel(string words)
    {
        string pascal = Join(words);
        return char.ToLowerInvariant(pascal[0]) + pascal.Substring(1);
    }

    /// <summary>A free name like <paramref name="words"/>: <c>Relu1 gradient</c> becomes <c>Relu1Gradient</c>.</summary>
    public string Pascal(string words) => Take(Join(words));

    /// <summary><c>Relu1 gradient</c> becomes <c>relu1Gradient</c>.</summary>
    public string Camel(string words)
    {
        return Take(InCamel(words));
    }

    /// <summary>The word as it is, be it a keyword, unless it is taken.</summary>
    public string Exact(string word)
    {
        string unique = word;
        for (int i = 2; IsTaken(unique); i++)
            unique = word + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _taken.Add(unique);
        return unique;
    }

    /// <summary>Whether <see cref="Camel"/> would give the words as they are.</summary>
    public bool IsFreeCamel(string words) => !IsTaken(InCamel(words)) && !_keywords.Contains(InCamel(words));

    public void Reserve(params IEnumerable<string> names) => _taken.UnionWith(names);

    private string Take(string name)
    {
        string unique = name;
        for (int i = 2; IsTaken(unique) || _keywords.Contains(unique); i++)
            unique = name + "_" + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        _taken.Add(unique);
        return unique;
    }

    private bool IsTaken(string name) => _taken.Contains(name) || (outer?.IsTaken(name) ?? false);

    private static string Join(string words)
    {
        var result = new StringBuilder();
        bool start = true;
        foreach (char c in words)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
            {
                start = true;
                continue;
            }
            result.Append(start ? char.ToUpperInvariant(c) : c);
            start = false;
        }
        if (result.Length == 0 || char.IsDigit(result[0]))
            result.Insert(0, '_');
        return result.ToString();
    }
}
