using Microsoft.CodeAnalysis.Text;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>Source in which «guillemets» mark where diagnostics belong.</summary>
internal sealed record Marked(string Source, IReadOnlyList<TextSpan> Spans)
{
    public static Marked Parse(string text)
    {
        var source = new System.Text.StringBuilder();
        var spans = new List<TextSpan>();
        var open = new Stack<int>();
        foreach (char c in text)
        {
            if (c == '«')
                open.Push(source.Length);
            else if (c == '»')
                spans.Add(TextSpan.FromBounds(open.Pop(), source.Length));
            else
                source.Append(c);
        }
        return new(source.ToString(), spans);
    }
}
