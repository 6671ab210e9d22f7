using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>
/// Reads kernels as ILGPU's compiler will and names what it cannot compile or gets wrong: from each entry point through all that it calls.
/// There is no ILGPU where most tests run, and its double runs any C#.
/// </summary>
internal static class KernelRules
{
    public static IReadOnlyList<Violation> Check(Compilation compilation) => Check(compilation, EntryPoints.Of(compilation));

    public static IReadOnlyList<Violation> Check(Compilation compilation, IReadOnlyList<IMethodSymbol> entryPoints)
    {
        var found = new List<Violation>();
        foreach (IMethodSymbol entry in entryPoints)
            EntryPointRules.Check(entry, found.Add);
        var functions = new Functions(compilation, entryPoints);
        foreach (Function function in functions.All)
        {
            SyntaxRules.Check(function, found.Add);
            foreach (IOperation operation in function.Operations)
                OperationRules.Check(function, operation, found.Add);
        }
        BarrierRules.Check(functions, found.Add);
        foreach (Function function in functions.All.Where(functions.IsRecursive))
            found.Add(new Violation(Rule.NoRecursion, function.Name, "calls itself, or what calls it"));
        return [.. found.Distinct()];
    }
}

/// <summary>The methods that are handed to ILGPU's loaders, at once or by a property that is there for it.</summary>
internal static class EntryPoints
{
    public static IReadOnlyList<IMethodSymbol> Of(Compilation compilation)
    {
        var methods = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (ExpressionSyntax expression in tree.GetRoot().DescendantNodes().Where(IsHandedOn).Cast<ExpressionSyntax>())
            {
                if (model.GetSymbolInfo(expression).Symbol is IMethodSymbol method)
                    methods.Add(method.OriginalDefinition);
            }
        }
        return [.. methods];
    }

    private static bool IsHandedOn(SyntaxNode node) => node is NameSyntax or MemberAccessExpressionSyntax && node.Parent switch
    {
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => Called(call).StartsWith("Load", StringComparison.Ordinal),
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.Text.EndsWith("Kernel", StringComparison.Ordinal),
        _ => false,
    };

    private static string Called(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        SimpleNameSyntax name => name.Identifier.Text,
        _ => "",
    };
}

/// <summary>A method of the compilation that runs on a GPU.</summary>
/// <param name="Symbol">Its definition.</param>
/// <param name="Body">What it does; null for what has no body, such as a field read through a property.</param>
/// <param name="Syntax">Its declaration.</param>
internal sealed record Function(IMethodSymbol Symbol, IOperation? Body, SyntaxNode Syntax)
{
    public string Name => Symbol.ToDisplayString();

    /// <summary>Whether its numbers are doubles: then it is of the library or of a model in that precision.</summary>
    public bool IsDouble => Symbol.ContainingType.ToDisplayString().Contains("Double", StringComparison.Ordinal)
        || Symbol.Parameters.Any(parameter => parameter.Type.ToDisplayString().Contains("GpuDouble", StringComparison.Ordinal));

    /// <summary>All that may run: not what a constant rules out, which ILGPU drops too.</summary>
    public IEnumerable<IOperation> Operations => Body is null ? [] : Reachable(Body);

    private static IEnumerable<IOperation> Reachable(IOperation operation)
    {
        yield return operation;
        IEnumerable<IOperation> children = operation is IConditionalOperation { Condition.ConstantValue: { HasValue: true, Value: bool known } } conditional
            ? new[] { known ? conditional.WhenTrue : conditional.WhenFalse }.OfType<IOperation>()
            : operation.ChildOperations;
        foreach (IOperation inner in children.SelectMany(Reachable))
            yield return inner;
    }
}
