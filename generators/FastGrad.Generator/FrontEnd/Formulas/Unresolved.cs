using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// Names that mean nothing when a declaration is read. C# reports most of them too, but it knows neither what others call the same thing nor
/// the nearest name; and a name that the generator itself brings it finds in the end, and reports nothing.
/// </summary>
internal sealed class Unresolved(SemanticModel model, CancellationToken cancellation)
{
    /// <summary>In the body of a formula.</summary>
    public void Report(SyntaxNode body, IMethodSymbol method, ClassScope scope)
    {
        scope.Findings.FailSilently();
        foreach (SimpleNameSyntax name in body.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            string text = name.Identifier.ValueText;
            if (text.Length > 0 && Symbol(name) is null && Mistaken(name) is (string written, INamedTypeSymbol ops))
            {
                IEnumerable<string> known = ops.GetMembers()
                    .Where(member => member.DeclaredAccessibility == Accessibility.Public && member.CanBeReferencedByName)
                    .Select(member => member.Name);
                // x.Sum() and Softmax(x) name what there is, only not where it is.
                string? meant = known.FirstOrDefault(name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
                    ?? Spelling.Synonym(text)
                    ?? (written == "Ops." + text ? Spelling.Nearest(text, known) : null);
                if (meant is not null || written == "Ops." + text)
                    scope.Report(name, method, Advice.UnknownOperation(written, meant));
            }
        }
        ReportGenerated(body, scope.Findings);
    }

    /// <summary>What is generated from a model and cannot be there yet, in any syntax that is read to generate it.</summary>
    public void ReportGenerated(SyntaxNode syntax, Findings findings)
    {
        foreach (SimpleNameSyntax name in syntax.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (Generated(name, depth: 0) is string generated)
                findings.Report(Descriptors.NotThereYet, name, name.Identifier.ValueText, generated);
        }
    }

    private string? Generated(SimpleNameSyntax name, int depth)
    {
        ISymbol? symbol = Symbol(name);
        if (symbol is null)
            return Collisions.Generated(name.Identifier.ValueText);
        // A const that takes its value from there. Consts may lead to each other, but not in a circle that C# allows.
        return symbol is IFieldSymbol { IsConst: true, HasConstantValue: false } constant && depth < 10
            && constant.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer: EqualsValueClauseSyntax value }
            && value.SyntaxTree == name.SyntaxTree
            ? value.DescendantNodes().OfType<SimpleNameSyntax>().Select(inner => Generated(inner, depth + 1)).FirstOrDefault(found => found is not null)
            : null;
    }

    /// <summary>What was written, where it may have meant an operation: a member of Ops or of a tensor, or a function by its name alone.</summary>
    private (string Written, INamedTypeSymbol Ops)? Mistaken(SimpleNameSyntax name)
    {
        if (model.Compilation.GetTypeByMetadataName(KnownTypes.Ops) is not INamedTypeSymbol ops)
            return null;
        string text = name.Identifier.ValueText;
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
        {
            if (Symbol(access.Expression) is INamedTypeSymbol type)
                return type.Is(KnownTypes.Ops) ? ("Ops." + text, ops) : null;
            return model.GetTypeInfo(access.Expression, cancellation).Type.Is(KnownTypes.Tensor) ? ("Tensor." + text, ops) : null;
        }
        return name.Parent is InvocationExpressionSyntax ? (text, ops) : null;
    }

    private ISymbol? Symbol(ExpressionSyntax name)
    {
        SymbolInfo info = model.GetSymbolInfo(name, cancellation);
        // Overloads of which none fits are there all the same.
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
    }
}
