using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>
/// What the methods of one attribute class see: its properties and each other. Methods are bound as they are reached. A model's own methods
/// are formulas too; they see no properties, but the model's layers.
/// </summary>
/// <param name="model">Of a model; null for an attribute class.</param>
internal sealed class ClassScope(
    INamedTypeSymbol type, Compilation compilation, HyperParameters properties, ModelScope? model, Findings findings,
    CancellationToken cancellation)
{
    private readonly List<IMethodSymbol> _reached = [];
    private readonly List<FormulaMethod?> _bound = [];

    public Findings Findings => findings;

    public HyperParameters Properties => properties;

    public CancellationToken Cancellation => cancellation;

    /// <summary>All methods reached, the formula first.</summary>
    public EquatableArray<FormulaMethod> Methods => _bound.OfType<FormulaMethod>().ToEquatableArray();

    public bool IsModel => model is not null;

    /// <summary>Where an operation of a model stands; 0 in an attribute class, whose mistakes are shown where it is used.</summary>
    public int Place(IOperation operation) => model?.Place(operation.Syntax) ?? 0;

    public bool IsOwn(ISymbol member) => SymbolEqualityComparer.Default.Equals(member.ContainingType, type);

    public void Report(SyntaxNode place, IMethodSymbol method, Advice advice) =>
        findings.Report(advice.Descriptor, place, DisplayName(method.AssociatedSymbol ?? method), advice.Construct, advice.Instead);

    public string DisplayName(ISymbol member) => type.Name + "." + member.Name;

    public FormulaMethod BindFormula(IMethodSymbol method, EquatableArray<FormulaParameter> parameters)
    {
        _reached.Insert(0, method);
        _bound.Insert(0, null);
        return Bind(method, isFormula: true, method.Name, parameters);
    }

    /// <summary>A method that gives a parameter's shape or a derivative: reached by name, not by a call.</summary>
    public void ReachByName(IMethodSymbol method)
    {
        if (!_reached.Contains(method, SymbolEqualityComparer.Default))
            BindHelper(method, method.Name);
    }

    /// <summary>A call from a formula: <c>this.Name</c> or <c>layer.Name</c>, and null where the class has no such method to bind.</summary>
    public string? Reach(IMethodSymbol method, IOperation call, IMethodSymbol caller)
    {
        method = method.PartialImplementationPart ?? method;
        if (!IsOwn(method) || method.IsGenericMethod || method.IsAbstract)
            return null;
        if (model?.IsLayer(method) == true)
            return "layer." + method.Name;
        string name = method.AssociatedSymbol?.Name ?? method.Name;
        int index = _reached.FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method));
        if (index >= 0 && _bound[index] is null)
        {
            // Those whose binding is not done yet are those that are calling.
            IEnumerable<string> chain = _reached.Where((_, at) => at >= index && _bound[at] is null).Select(other => other.Name);
            Report(call.Syntax, caller, Advice.Recursion(chain.Append(method.Name)));
            return "this." + name;
        }
        if (index < 0 && _reached.Any(other => other.Name == method.Name))
        {
            Report(call.Syntax, caller, new Advice($"overloads of '{name}'", "give each method its own name"));
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
                findings.Report(Descriptors.ReferenceMisused, parameter.Locations[0], parameter.Name, DisplayName(method),
                    $"is '{Roles.Keyword(parameter)}', but a helper takes values only; return the new value, several as a tuple");
            else if (FormulaTypes.Of(parameter.Type) is null)
                Unsupported(method, parameter, $"the type {parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                    "use double, int, bool, Tensor, Shape or a tuple of them");
        }
        if (FormulaTypes.Of(method.ReturnType) is null or FormulaType.Void)
            Unsupported(method, method,
                $"a helper that returns {method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}",
                "return double, int, bool, Tensor, Shape or a tuple of them");
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
        var binder = new MethodBinder(this, method);
        Block body = binder.Bind(Body(method));
        var bound = new FormulaMethod(name, isFormula, FormulaTypes.Of(method.ReturnType) ?? FormulaType.Double, parameters, body);
        Keep(bound);
        binder.CheckLoops(bound);
        // A derivative may be said in terms of the method itself, which is bound now: s · (1 − s).
        EquatableArray<DerivativeRule> derivatives = new DerivativeBinder(type, this).Bind(method);
        return derivatives.Count == 0 ? bound : Keep(bound with { Derivatives = derivatives });

        FormulaMethod Keep(FormulaMethod bound) =>
            _bound[_reached.FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method))] = bound;
    }

    /// <summary>Null where C# itself finds the body wrong, in ways too that the tree would not show (a local without a value).</summary>
    private IOperation? Body(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not SyntaxNode syntax
            || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
            return null;
        }
        SemanticModel semantics = compilation.GetSemanticModel(syntax.SyntaxTree);
        if (semantics.GetMethodBodyDiagnostics(syntax.Span, cancellation)
            .Any(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error))
        {
            new Unresolved(semantics, cancellation).Report(syntax, method, this);
            return null;
        }
        if (Nesting.TooDeep(syntax) is SyntaxNode deepest)
        {
            Report(deepest, method, new Advice(
                $"code nested more than {Nesting.Deepest} levels deep", "give parts of it names, as locals or helper methods"));
            return null;
        }
        return semantics.GetOperation(syntax, cancellation) switch
        {
            IMethodBodyOperation body => body.BlockBody ?? body.ExpressionBody,
            IBlockOperation block => block,
            _ => null,
        };
    }
}
