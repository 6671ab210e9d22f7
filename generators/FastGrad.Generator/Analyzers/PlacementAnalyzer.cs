using System.Collections.Immutable;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FastGrad.Generator.Analyzers;

/// <summary>
/// FG0043: FastGrad's attributes where nobody looks for them. C# itself holds them to classes, methods or parameters; which of these is
/// said here. An analyzer, because the generator looks only at what it is asked for by name, and so stays quick. It asks symbols, whose
/// attributes the compiler has bound anyway; only functions inside of functions are found by their syntax.
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
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.Model) is null)
                return;
            start.RegisterSymbolAction(
                static context => Analyze(context.Symbol, context.ReportDiagnostic, context.CancellationToken),
                SymbolKind.NamedType, SymbolKind.Method, SymbolKind.Property);
            start.RegisterSyntaxNodeAction(
                static context =>
                {
                    if (HasAttributes(context.Node) && Function(context) is ISymbol function)
                        Analyze(function, context.ReportDiagnostic, context.CancellationToken);
                },
                SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression);
        });
    }

    // A lambda is no declaration to Roslyn.
    private static ISymbol? Function(SyntaxNodeAnalysisContext context) => context.Node is LocalFunctionStatementSyntax
        ? context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
        : context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;

    private static bool HasAttributes(SyntaxNode function) => function switch
    {
        LocalFunctionStatementSyntax local =>
            local.AttributeLists.Count > 0 || local.ParameterList.Parameters.Any(parameter => parameter.AttributeLists.Count > 0),
        ParenthesizedLambdaExpressionSyntax lambda =>
            lambda.AttributeLists.Count > 0 || lambda.ParameterList.Parameters.Any(parameter => parameter.AttributeLists.Count > 0),
        _ => false,
    };

    private static void Analyze(ISymbol symbol, Action<Diagnostic> report, CancellationToken cancellation)
    {
        bool isSaid = false;
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute is not { AttributeClass: INamedTypeSymbol type, AttributeConstructor: not null, ApplicationSyntaxReference: SyntaxReference syntax }
                || Placements.RuleOf(type) is not Placement rule || CSharpRejects(type, symbol) || rule(symbol) is not string instead)
            {
                continue;
            }
            // Where [Model] is missing, one message for all that make up a model will do.
            bool isPart = symbol is INamedTypeSymbol && Placements.IsPart(type);
            if (!(isPart && isSaid))
                report(Diagnostic.Create(
                    CheckDescriptors.Misplaced, syntax.GetSyntax(cancellation).GetLocation(), Kinds.ShortName(type), Describe(symbol), instead));
            isSaid |= isPart;
        }
        if (symbol is IMethodSymbol method)
        {
            foreach (IParameterSymbol parameter in method.Parameters)
                Analyze(parameter, report, cancellation);
        }
    }

    /// <summary>The kind of thing that it stands on is not among its targets, which is CS0592.</summary>
    private static bool CSharpRejects(INamedTypeSymbol attribute, ISymbol bearer)
    {
        AttributeTargets target = bearer switch
        {
            INamedTypeSymbol { TypeKind: TypeKind.Class } => AttributeTargets.Class,
            INamedTypeSymbol { TypeKind: TypeKind.Struct } => AttributeTargets.Struct,
            INamedTypeSymbol { TypeKind: TypeKind.Interface } => AttributeTargets.Interface,
            INamedTypeSymbol => AttributeTargets.Enum | AttributeTargets.Delegate,
            IMethodSymbol { MethodKind: MethodKind.Constructor } => AttributeTargets.Constructor,
            IMethodSymbol => AttributeTargets.Method,
            IParameterSymbol => AttributeTargets.Parameter,
            _ => AttributeTargets.Property,
        };
        return (Targets(attribute) & target) == 0;
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

    private static string Describe(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } => $"the local function '{symbol.Name}'",
        IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } => "a lambda",
        IMethodSymbol { AssociatedSymbol: ISymbol property } => $"an accessor of '{property.Name}'",
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "an operator",
        INamedTypeSymbol { TypeKind: TypeKind.Class } => $"class '{symbol.Name}'",
        INamedTypeSymbol => $"type '{symbol.Name}'",
        IMethodSymbol => $"method '{symbol.Name}' of '{symbol.ContainingType.Name}'",
        IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => $"the constructor's parameter '{symbol.Name}'",
        IParameterSymbol { ContainingSymbol.Name: { Length: > 0 } owner } => $"parameter '{symbol.Name}' of '{owner}'",
        IParameterSymbol => $"parameter '{symbol.Name}'",
        _ => $"property '{symbol.Name}'",
    };
}
