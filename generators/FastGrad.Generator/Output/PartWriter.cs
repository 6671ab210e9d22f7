using System.Text;
using FastGrad.Compiler.Specs;

namespace FastGrad.Generator.Output;

/// <summary>Text of a part of a class, at the right depth of braces.</summary>
internal sealed class PartWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public PartWriter Line(string text)
    {
        _text.Append(text.Length == 0 ? "" : new string(' ', 4 * _depth)).Append(text).Append('\n');
        return this;
    }

    /// <summary>Down into the type, through its namespace and the types around it.</summary>
    public void Open(TypeSpec type)
    {
        if (type.Namespace.Length > 0)
            Open("namespace " + type.Namespace);
        foreach (string containing in type.ContainingTypes)
            Open(containing);
        Open(type.Header);
    }

    /// <summary>All that has been written, every brace closed.</summary>
    public string Close()
    {
        while (_depth > 0)
        {
            _depth--;
            Line("}");
        }
        return _text.ToString();
    }

    private void Open(string header)
    {
        Line(header).Line("{");
        _depth++;
    }
}
