using System.Text;

namespace FastGrad.Compiler.Backends;

/// <summary>Indented source text with LF line ends.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string line = "")
    {
        if (line.Length > 0)
            _text.Append(' ', 4 * _depth).Append(line);
        _text.Append('\n');
    }

    public void Lines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
            Line(line);
    }

    public void Open(string header)
    {
        if (header.Length > 0)
            Line(header);
        Line("{");
        _depth++;
    }

    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    public void Indent() => _depth++;

    public void Outdent() => _depth--;

    /// <summary>Where the text ends so far.</summary>
    public int End => _text.Length;

    /// <summary>The text from a former <see cref="End"/> on.</summary>
    public string Since(int end) => _text.ToString(end, _text.Length - end);

    public override string ToString() => _text.ToString();
}
