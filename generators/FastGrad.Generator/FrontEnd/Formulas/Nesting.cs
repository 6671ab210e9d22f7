using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// How deep code is nested. The binder, the text it writes and whoever reads that go down recursively; code that a script wrote, such as a
/// sum of a thousand terms, would overflow the stack, and take the user's compiler along.
/// </summary>
internal static class Nesting
{
    /// <summary>Levels of statements and expressions; parentheses are none. What comes of them is well within the text's own limit.</summary>
    public const int Deepest = 200;

    /// <summary>The first node that is too deep; null where none is.</summary>
    public static SyntaxNode? TooDeep(SyntaxNode code)
    {
        var open = new Stack<(SyntaxNode Node, int Depth)>();
        open.Push((code, 0));
        while (open.Count > 0)
        {
            (SyntaxNode node, int depth) = open.Pop();
            if (node is StatementSyntax or ElseClauseSyntax or (ExpressionSyntax and not ParenthesizedExpressionSyntax))
                depth++;
            if (depth > Deepest)
                return node;
            foreach (SyntaxNode child in node.ChildNodes())
                open.Push((child, depth));
        }
        return null;
    }
}
