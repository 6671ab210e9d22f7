using System.Collections.Immutable;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FastGrad.Generator.Analyzers;

/// <summary>
/// FG0043: FastGrad's attributes where nobody looks for them. C# itself holds them to classes, methods or parameters; which of these is
/// said here. An analyzer, because the generator looks only at what it is asked for by name, and so stays quick.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlacementAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CheckDescriptors.Misplaced];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // A project that has nothing of ours costs nothing.
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.Model) is not null)
                start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.Attribute);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken).Symbol is not IMethodSymbol { ContainingType: INamedTypeSymbol type }
            || Placements.RuleOf(type) is not Placement rule
            || attribute.Parent?.Parent is not SyntaxNode host)
        {
            return;
        }
        ISymbol? symbol = Bearer(host, context);
        if (CSharpRejects(type, symbol) || IsSaidAlready(attribute, type, symbol))
            return;
        if (rule(symbol) is string instead)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                CheckDescriptors.Misplaced, attribute.GetLocation(), FrontEnd.Formulas.Kinds.ShortName(type), Describe(host, symbol), instead));
        }
    }

    /// <summary>The kind of thing that it stands on is not among its targets, which is CS0592.</summary>
    private static bool CSharpRejects(INamedTypeSymbol attribute, ISymbol? bearer)
    {
        AttributeTargets? target = bearer switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Class } => AttributeTargets.Class,
            INamedTypeSymbol { TypeKind: TypeKind.Struct } => AttributeTargets.Struct,
            INamedTypeSymbol { TypeKind: TypeKind.Interface } => AttributeTargets.Interface,
            INamedTypeSymbol { TypeKind: TypeKind.Enum } => AttributeTargets.Enum,
            IMethodSymbol { MethodKind: MethodKind.Constructor } => AttributeTargets.Constructor,
            IMethodSymbol => AttributeTargets.Method,
            IParameterSymbol => AttributeTargets.Parameter,
            IPropertySymbol => AttributeTargets.Property,
            IFieldSymbol => AttributeTargets.Field,
            IEventSymbol => AttributeTargets.Event,
            _ => null,
        };
        return target is null || (Targets(attribute) & target) == 0;
    }

    private static AttributeTargets Targets(INamedTypeSymbol attribute)
    {
        for (INamedTypeSymbol? at = attribute; at is not null; at = at.BaseType)
        {
            if (at.FindAttribute("System.AttributeUsageAttribute") is { ConstructorArguments: [{ Value: int targets }] })
                return (AttributeTargets)targets;
        }
        return AttributeTargets.All;
    }

    private static bool IsSaidAlready(AttributeSyntax syntax, INamedTypeSymbol attribute, ISymbol? bearer) =>
        bearer is INamedTypeSymbol && Placements.IsPart(attribute)
        && bearer.GetAttributes().First(other => Placements.IsPart(other.AttributeClass)).ApplicationSyntaxReference?.Span != syntax.Span;

    private static ISymbol? Bearer(SyntaxNode host, SyntaxNodeAnalysisContext context) =>
        context.SemanticModel.GetDeclaredSymbol(host, context.CancellationToken)
        // A field declaration declares several.
        ?? (host is BaseFieldDeclarationSyntax { Declaration.Variables: [var first, ..] }
            ? context.SemanticModel.GetDeclaredSymbol(first, context.CancellationToken)
            : null);

    private static string Describe(SyntaxNode host, ISymbol? symbol) => (host, symbol) switch
    {
        (LocalFunctionStatementSyntax, _) => $"the local function '{symbol?.Name}'",
        (AnonymousFunctionExpressionSyntax, _) => "a lambda",
        (AccessorDeclarationSyntax, IMethodSymbol { AssociatedSymbol: ISymbol property }) => $"an accessor of '{property.Name}'",
        (OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax, _) => "an operator",
        (_, INamedTypeSymbol { TypeKind: TypeKind.Class } type) => $"class '{type.Name}'",
        (_, INamedTypeSymbol type) => $"type '{type.Name}'",
        (_, IMethodSymbol { ContainingType: INamedTypeSymbol type } method) => $"method '{method.Name}' of '{type.Name}'",
        (_, IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter) => $"the constructor's parameter '{parameter.Name}'",
        (_, IParameterSymbol parameter) => $"parameter '{parameter.Name}' of '{parameter.ContainingSymbol.Name}'",
        (_, IPropertySymbol property) => $"property '{property.Name}'",
        _ => "this",
    };
}
