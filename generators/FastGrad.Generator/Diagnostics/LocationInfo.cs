using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FastGrad.Generator.Diagnostics;

/// <summary>
/// A place in the source as plain numbers. Roslyn's <see cref="Location"/> holds its syntax tree, and a cached one would keep a
/// whole old compilation alive.
/// </summary>
internal sealed record LocationInfo(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    public static LocationInfo From(SyntaxNode node) => From(node.GetLocation());

    public static LocationInfo From(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new(
            lines.Path,
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    /// <summary>In the compilation's own tree; a bare position where it has none of that path, which it should.</summary>
    public Location ToLocation(Compilation compilation)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path && Start + Length <= tree.Length);
        return tree is not null
            ? Location.Create(tree, new TextSpan(Start, Length))
            : Location.Create(
                Path,
                new TextSpan(Start, Length),
                new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn)));
    }
}
