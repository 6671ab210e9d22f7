using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What the methods of one attribute class see: its properties and each other. Methods are bound as they are reached.</summary>
internal sealed class ClassScope(
    INamedTypeSymbol type, Compilation compilation, HyperParameters properties, Findings findings, CancellationToken cancellation)
{
    private readonly List<IMethodSymbol> _reached = [];
    private readonly List<FormulaMethod?> _bound = [];

    public Findings Findings => findings;

    public HyperParameters Properties => properties;

    public CancellationToken Cancellation => cancellation;

    /// <summary>All methods reached, the formula first.</summary>
    public EquatableArray<FormulaMethod> Methods => _bound.OfType<FormulaMethod>().ToEquatableArray();

    public string DisplayName(ISymbol member) => type.Name + "." + member.Name;

    public FormulaMethod BindFormula(IMethodSymbol method, EquatableArray<FormulaParameter> parameters)
    {
        _reached.Insert(0, method);
        _bound.Insert(0, null);
        return Bind(method, isFormula: true, method.Name, parameters);
    }

    /// <summary>A method that gives a trained parameter's shape: reached by name, not by a call.</summary>
    public void ReachShapeRule(IMethodSymbol method)
    {
        if (!_reached.Contains(method, SymbolEqualityComparer.Default))
            BindHelper(method, method.Name);
    }

    /// <summary>A call from a formula: <c>this.Name</c>, and null where the class has no such method to bind.</summary>
    public string? Reach(IMethodSymbol method, IOperation call, IMethodSymbol caller)
    {
        method = method.PartialImplementationPart ?? method;
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, type) || method.IsGenericMethod || method.IsAbstract)
            return null;
        string name = method.AssociatedSymbol?.Name ?? method.Name;
        int index = _reached.FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method));
        if (index >= 0 && _bound[index] is null)
        {
            findings.Report(Descriptors.UnsupportedConstruct, call.Syntax, DisplayName(caller), "recursion",
                "write a loop with bounds known when compiled");
            return "this." + name;
        }
        if (index < 0 && _reached.Any(other => other.Name == method.Name))
        {
            findings.Report(Descriptors.UnsupportedConstruct, call.Syntax, DisplayName(caller), $"overloads of '{name}'",
                "give each method its own name");
            return "this." + name;
        }
        if (index < 0)
            BindHelper(method, name);
        return "this." + name;
    }

    private void BindHelper(IMethodSymbol method, string name)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                Unsupported(method, parameter, $"'{parameter.RefKind.ToString().ToLowerInvariant()}' on a helper's parameter",
                    "return the new value");
            else if (FormulaTypes.Of(parameter.Type) is null)
                Unsupported(method, parameter, $"the type {parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                    "use double, int, bool, Tensor or Shape");
        }
        if (FormulaTypes.Of(method.ReturnType) is null or FormulaType.Void)
            Unsupported(method, method,
                $"a helper that returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                "return double, int, bool, Tensor or Shape");
        _reached.Add(method);
        _bound.Add(null);
        Bind(method, isFormula: false, name, method.Parameters
            .Select(parameter =>
                new FormulaParameter(parameter.Name, FormulaTypes.Of(parameter.Type) ?? FormulaType.Double, ParameterRole.Value))
            .ToEquatableArray());
    }

    private void Unsupported(IMethodSymbol method, ISymbol place, string construct, string instead) =>
        findings.Report(
            Descriptors.UnsupportedConstruct, place.Locations[0], DisplayName(method.AssociatedSymbol ?? method), construct, instead);

    private FormulaMethod Bind(IMethodSymbol method, bool isFormula, string name, EquatableArray<FormulaParameter> parameters)
    {
        cancellation.ThrowIfCancellationRequested();
        Block body = new MethodBinder(this, method).Bind(Body(method));
        var bound = new FormulaMethod(name, isFormula, FormulaTypes.Of(method.ReturnType) ?? FormulaType.Double, parameters, body);
        _bound[_reached.FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method))] = bound;
        return bound;
    }

    /// <summary>Null where C# itself finds the body wrong, in ways too that the tree would not show (a local without a value).</summary>
    private IOperation? Body(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not SyntaxNode syntax
            || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            return null;
        }
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        bool wrong = model.GetMethodBodyDiagnostics(syntax.Span, cancellation)
            .Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);
        return wrong ? null : model.GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            IBlockOperation block => block,
            _ => null,
        };
    }
}
