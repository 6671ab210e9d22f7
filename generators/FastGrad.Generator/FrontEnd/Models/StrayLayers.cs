using FastGrad.Compiler;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>Layers on methods of a class that is no model, which no other step looks at.</summary>
internal static class StrayLayers
{
    /// <summary>By the syntax alone, since the model behind it is asked at every edit: a method with attributes that gives a Tensor.</summary>
    public static bool IsCandidate(SyntaxNode node) =>
        node is MethodDeclarationSyntax { AttributeLists.Count: > 0, ReturnType: SimpleNameSyntax { Identifier.ValueText: "Tensor" } or QualifiedNameSyntax { Right.Identifier.ValueText: "Tensor" } };

    public static EquatableArray<DiagnosticInfo> Find(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is not IMethodSymbol { ContainingType: INamedTypeSymbol type } method
            || type.FindAttribute(KnownTypes.Model) is not null)
        {
            return default;
        }
        return Stage.Of(method, 0, attribute => attribute.DerivesFrom(KnownTypes.Stage), cancellation)
            .Where(stage => stage.Syntax.SyntaxTree == context.Node.SyntaxTree && context.Node.Span.Contains(stage.Syntax.Span))
            .Select(stage => DiagnosticInfo.Create(
                Descriptors.WrongMember, LocationInfo.From(stage.Syntax), stage.Name, $"method '{method.Name}' of '{type.Name}'",
                $"'{type.Name}' is no model; mark it [Model]"))
            .ToEquatableArray();
    }
}
