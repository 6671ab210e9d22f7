using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// Operations that do not exist. C# reports them too, but it knows neither what others call the same thing nor the nearest name.
/// </summary>
internal sealed class Misspellings(SemanticModel model, CancellationToken cancellation)
{
    public void Report(SyntaxNode body, IMethodSymbol method, ClassScope scope)
    {
        scope.Findings.FailSilently();
        foreach (MemberAccessExpressionSyntax access in body.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            string name = access.Name.Identifier.ValueText;
            if (model.GetSymbolInfo(access.Expression, cancellation).Symbol is not INamedTypeSymbol type || !type.Is(KnownTypes.Ops)
                || name.Length == 0 || !type.GetMembers(name).IsEmpty)
            {
                continue;
            }
            IEnumerable<string> known = type.GetMembers()
                .Where(member => member.DeclaredAccessibility == Accessibility.Public && member.CanBeReferencedByName)
                .Select(member => member.Name);
            scope.Report(access.Name, method, Advice.UnknownOperation(name, Spelling.Synonym(name) ?? Spelling.Nearest(name, known)));
        }
    }
}
