using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>What the text alone tells.</summary>
internal static class SyntaxRules
{
    public static void Check(Function function, Action<Violation> report)
    {
        foreach (SyntaxNode node in function.Syntax.DescendantNodesAndSelf())
        {
            if (Broken(node) is Rule rule)
                report(new Violation(rule, function.Name, node.ToString().Split('\n')[0]));
        }
        if (function.Symbol.IsAsync)
            report(new Violation(Rule.NoAsync, function.Name, "async"));
    }

    private static Rule? Broken(SyntaxNode node) => node switch
    {
        StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => Rule.NoStackAlloc,
        UnsafeStatementSyntax or FixedStatementSyntax or PointerTypeSyntax => Rule.NoUnsafe,
        ThrowStatementSyntax or ThrowExpressionSyntax or TryStatementSyntax => Rule.NoExceptions,
        // What it disposes of, or leaves, it does in a finally.
        UsingStatementSyntax or LockStatementSyntax => Rule.NoExceptions,
        LocalDeclarationStatementSyntax local when !local.UsingKeyword.IsKind(SyntaxKind.None) => Rule.NoExceptions,
        AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or QueryExpressionSyntax => Rule.NoClosures,
        CommonForEachStatementSyntax => Rule.NoForEach,
        AwaitExpressionSyntax or YieldStatementSyntax => Rule.NoAsync,
        GotoStatementSyntax => Rule.NoGoto,
        InterpolatedStringExpressionSyntax => Rule.NoStrings,
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => Rule.NoStrings,
        _ => null,
    };
}
