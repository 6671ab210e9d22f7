using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>The partial methods of a model, each with the layer or activation that it carries, in source order.</summary>
internal sealed class LayerMethods
{
    private readonly IReadOnlyList<Entry> _all;
    private readonly bool _hasUnknown;

    private LayerMethods(IReadOnlyList<Entry> all, bool hasUnknown) => (_all, _hasUnknown) = (all, hasUnknown);

    /// <summary>The layers and activations.</summary>
    public IEnumerable<Stage> Stages => _all.SelectMany(entry => entry.All).Where(stage => !IsInitializer(stage));

    /// <summary>With the initialisers, in the order of their places.</summary>
    public IEnumerable<Stage> Attributes => _all.SelectMany(entry => entry.All);

    public IReadOnlyCollection<IMethodSymbol> Symbols => [.. _all.Select(entry => entry.Method)];

    public bool Any => _all.Count > 0;

    /// <param name="firstPlace">Index of the first attribute in the model's table of places.</param>
    public static LayerMethods Of(INamedTypeSymbol type, int firstPlace, CancellationToken cancellation)
    {
        var entries = new List<Entry>();
        bool hasUnknown = false;
        IEnumerable<(IMethodSymbol Method, MethodDeclarationSyntax? Syntax)> methods = type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false })
            .Select(method => (method, method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as MethodDeclarationSyntax))
            .Where(entry => entry.Item2 is not null)
            .OrderBy(entry => entry.Item2!.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(entry => entry.Item2!.SpanStart);
        foreach ((IMethodSymbol method, MethodDeclarationSyntax? syntax) in methods)
        {
            Stage[] stages =
            [
                .. Stage.Of(
                    method, firstPlace, attribute => attribute.DerivesFrom(KnownTypes.Stage) || attribute.DerivesFrom(KnownTypes.Initializer), cancellation),
            ];
            bool open = method is { IsPartialDefinition: true, PartialImplementationPart: null };
            // A Tensor that nobody gives can only be meant as a layer.
            if (stages.All(IsInitializer) && !(open && FormulaTypes.Of(method.ReturnType) == FormulaType.Tensor))
                continue;
            hasUnknown |= method.GetAttributes().Any(attribute => attribute.AttributeClass is null or IErrorTypeSymbol);
            firstPlace += stages.Length;
            entries.Add(new Entry(method, syntax!, stages));
        }
        return new LayerMethods(entries, hasUnknown);
    }

    /// <summary>The layers by the names of their methods, and how each is implemented.</summary>
    public (EquatableArray<StageSpec> Stages, EquatableArray<LayerMethod> Methods) Bind(
        INamedTypeSymbol model, StageBinder binder, Compilation compilation, Findings findings)
    {
        var specs = new List<StageSpec>();
        var methods = new List<LayerMethod>();
        foreach (Entry entry in _all)
        {
            LayerFormula? formula = null;
            if (Check(entry, model, findings) && entry.Stages is [Stage stage] && binder.Bind(stage, entry.Method.Name) is var (spec, bound))
            {
                specs.Add(spec with { Starts = binder.Starts(stage, bound, entry.All.Where(IsInitializer)) });
                formula = Formula(stage, bound, model, compilation);
            }
            if (Header(entry) is string header)
            {
                string argument = entry.Method.Parameters is [IParameterSymbol given] ? Names.Escape(given.Name) : "";
                methods.Add(new LayerMethod(entry.Method.Name, header, argument, formula));
            }
        }
        if (_hasUnknown)
            findings.FailSilently();
        return (specs.ToEquatableArray(), methods.ToEquatableArray());
    }

    private bool Check(Entry entry, INamedTypeSymbol model, Findings findings)
    {
        IMethodSymbol method = entry.Method;
        Location name = entry.Syntax.Identifier.GetLocation();
        if (entry.Stages.Length == 0)
        {
            if (!_hasUnknown)
                Report(Descriptors.LayerSignature, name, "carries no layer; write one on it, such as [Dense(10)] or [Relu]");
            return false;
        }
        if (entry.Stages is [_, Stage second, ..])
            return Report(Descriptors.LayerSignature, second.Syntax.GetLocation(),
                $"carries [{entry.Stages[0].Name}] and [{second.Name}]; write a method for each and call one after the other in Forward");
        if (Kinds.Of(entry.Stages[0].Class) is null)
            return Report(Descriptors.LayerSignature, entry.Stages[0].Syntax.GetLocation(),
                $"carries [{entry.Stages[0].Name}], which is neither a layer nor an activation");
        if (!method.IsPartialDefinition)
            return Report(Descriptors.LayerNotPartial, name,
                $"has a body of its own, but generated code implements it; write '{Wanted(method)}'");
        if (method.PartialImplementationPart is IMethodSymbol body)
            return Report(Descriptors.LayerNotPartial, body.Locations[0], "is implemented here, but generated code implements it; remove this part");
        bool fits = method is { IsStatic: false, IsGenericMethod: false, RefKind: RefKind.None, Parameters: [{ RefKind: RefKind.None, IsParams: false } x] }
            && FormulaTypes.Of(method.ReturnType) == FormulaType.Tensor && FormulaTypes.Of(x.Type) == FormulaType.Tensor;
        return fits || Report(Descriptors.LayerSignature, name, $"must be declared as '{Wanted(method)}', but it is '{Shown(method)}'");

        bool Report(DiagnosticDescriptor descriptor, Location place, string what)
        {
            // A type that C# does not know is C#'s to report.
            if (method.ReturnType is IErrorTypeSymbol || method.Parameters.Any(parameter => parameter.Type is IErrorTypeSymbol))
                findings.FailSilently();
            else
                findings.Report(descriptor, place, model.Name, method.Name, what);
            return false;
        }
    }

    /// <summary>Null for a formula that a model may not call: that only keeps its declaration from being run.</summary>
    private static LayerFormula? Formula(Stage stage, FormulaClass formula, INamedTypeSymbol model, Compilation compilation) =>
        FormulaClassBinder.Formulas(stage.Class).FirstOrDefault() is IMethodSymbol method && compilation.IsSymbolAccessibleWithin(method, model)
            ? new LayerFormula(
                Initializers.Text(stage.Attribute), formula.Kind, Names.Escape(method.Name),
                formula.Formula.Parameters.Skip(1).ToEquatableArray())
            : null;

    /// <summary>Null where no implementing part is missing, or none can be written.</summary>
    private static string? Header(Entry entry)
    {
        IMethodSymbol method = entry.Method;
        if (method is not { IsPartialDefinition: true, PartialImplementationPart: null, IsGenericMethod: false })
            return null;
        string modifiers = string.Join(" ", entry.Syntax.Modifiers.Select(modifier => modifier.Text));
        string result = (method.ReturnsByRefReadonly ? "ref readonly " : method.ReturnsByRef ? "ref " : "") + Qualified(method.ReturnType);
        return $"{modifiers} {result} {Names.Escape(method.Name)}({string.Join(", ", method.Parameters.Select(Declared))})";
    }

    private static string Declared(IParameterSymbol parameter) =>
        (parameter.IsParams ? "params " : "")
        + (parameter.ScopedKind == ScopedKind.None || parameter.RefKind == RefKind.Out ? "" : "scoped ")
        + (parameter.RefKind == RefKind.None ? "" : Roles.Keyword(parameter) + " ")
        + Qualified(parameter.Type) + " " + Names.Escape(parameter.Name);

    private static string Qualified(ITypeSymbol type) => type.ToDisplayString(
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    private static string Wanted(IMethodSymbol method) => $"private partial Tensor {method.Name}(Tensor x);";

    private static string Shown(IMethodSymbol method) => (method.IsStatic ? "static " : "") + FormulaClassBinder.Shown(method);

    private static bool IsInitializer(Stage stage) => stage.Class.DerivesFrom(KnownTypes.Initializer);

    /// <param name="Method">The method.</param>
    /// <param name="Syntax">Its declaration.</param>
    /// <param name="All">Its stages and initialisers.</param>
    private sealed record Entry(IMethodSymbol Method, MethodDeclarationSyntax Syntax, Stage[] All)
    {
        public Stage[] Stages { get; } = [.. All.Where(stage => !IsInitializer(stage))];
    }
}
