using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>All methods that kernels reach, and who calls whom.</summary>
internal sealed class Functions
{
    private readonly Compilation _compilation;
    private readonly Dictionary<IMethodSymbol, Function> _functions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, HashSet<IMethodSymbol>> _calls = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol[] _structs;

    public Functions(Compilation compilation, IEnumerable<IMethodSymbol> entryPoints)
    {
        _compilation = compilation;
        _structs = [.. Types(compilation.Assembly.GlobalNamespace).Where(type => type.TypeKind == TypeKind.Struct)];
        var open = new Queue<IMethodSymbol>(entryPoints);
        while (open.TryDequeue(out IMethodSymbol? method))
        {
            if (_functions.ContainsKey(method) || Read(method) is not Function function)
                continue;
            _functions.Add(method, function);
            _calls.Add(method, new(function.Operations.SelectMany(Targets), SymbolEqualityComparer.Default));
            foreach (IMethodSymbol called in _calls[method])
                open.Enqueue(called);
        }
    }

    public IEnumerable<Function> All => _functions.Values;

    /// <summary>Whether a call of it comes to a barrier.</summary>
    public bool HasBarrier(IOperation operation) => Targets(operation).Any(target => IsBarrier(target) || Reaches(target, IsBarrier));

    public bool IsRecursive(Function function) => Reaches(function.Symbol, called => SymbolEqualityComparer.Default.Equals(called, function.Symbol));

    private static bool IsBarrier(IMethodSymbol method) =>
        method.ContainingType.ToDisplayString() == "ILGPU.Group" && method.Name.StartsWith("Barrier", StringComparison.Ordinal);

    private bool Reaches(IMethodSymbol from, Func<IMethodSymbol, bool> what)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<IMethodSymbol>([from]);
        while (open.TryPop(out IMethodSymbol? method))
        {
            foreach (IMethodSymbol called in _calls.GetValueOrDefault(method) ?? [])
            {
                if (what(called))
                    return true;
                if (seen.Add(called))
                    open.Push(called);
            }
        }
        return false;
    }

    /// <summary>What an operation calls; of a static abstract member of a type parameter, that of every struct that has it.</summary>
    public IEnumerable<IMethodSymbol> Targets(IOperation operation)
    {
        foreach (IMethodSymbol method in Called(operation).Select(method => method.OriginalDefinition))
        {
            if (method is not { IsAbstract: true, IsStatic: true })
            {
                yield return method;
                continue;
            }
            foreach (INamedTypeSymbol type in _structs)
            {
                if (type.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation)
                    yield return implementation;
            }
        }
    }

    private static IEnumerable<IMethodSymbol> Called(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IObjectCreationOperation { Constructor: IMethodSymbol constructor } => [constructor],
        IPropertyReferenceOperation property => new[] { property.Property.GetMethod, property.Property.SetMethod }.OfType<IMethodSymbol>(),
        IBinaryOperation { OperatorMethod: IMethodSymbol method } => [method],
        IUnaryOperation { OperatorMethod: IMethodSymbol method } => [method],
        IConversionOperation { OperatorMethod: IMethodSymbol method } => [method],
        ICompoundAssignmentOperation { OperatorMethod: IMethodSymbol method } => [method],
        _ => [],
    };

    /// <summary>Null for a method of another assembly, or one that C# writes.</summary>
    private Function? Read(IMethodSymbol method)
    {
        SyntaxNode? syntax = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        SyntaxNode? body = syntax switch
        {
            BaseMethodDeclarationSyntax declaration => (SyntaxNode?)declaration.Body ?? declaration.ExpressionBody,
            AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody,
            ArrowExpressionClauseSyntax arrow => arrow,
            _ => null,
        };
        return syntax is null || body is null ? null : new Function(method, _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(body), syntax);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol of) => of.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? [type, .. Types(type)] : Types(member));
}
