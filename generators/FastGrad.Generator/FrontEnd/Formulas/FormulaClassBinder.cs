using FastGrad.Compiler;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>An attribute class of this compilation, from its syntax to the compiler's tree.</summary>
internal static class FormulaClassBinder
{
    /// <summary>The class, or null and findings that say why not.</summary>
    public static FormulaClass? Bind(INamedTypeSymbol type, Compilation compilation, Findings findings, CancellationToken cancellation)
    {
        if (!HasForm(type, findings, cancellation) || Kinds.Of(type) is not FormulaKind kind)
            return null;
        IReadOnlyList<ConstructorMapping> constructor = new ConstructorBinder(type, compilation, findings, cancellation).Bind();
        HyperParameters properties = new HyperParameterBinder(type, compilation, constructor, findings, cancellation).Bind();
        var scope = new ClassScope(type, compilation, properties, model: null, findings, cancellation);

        IMethodSymbol formula = Formulas(type).First();
        EquatableArray<FormulaParameter>? parameters = new ParameterBinder(type, kind, scope).Bind(formula);
        if (kind == FormulaKind.Optimizer && parameters is not null)
            parameters = new StateBinder(type, findings).Bind(formula, parameters.Value);
        if (parameters is null || !Signatures.Fits(kind, formula, parameters.Value))
        {
            if (parameters is not null || !findings.Failed)
                findings.Report(Descriptors.MalformedFormula, formula.Locations[0], type.Name,
                    $"must declare its formula as {Kinds.Signature(kind)}, but it is {Shown(formula)}");
            return null;
        }
        scope.BindFormula(formula, parameters.Value);
        string? gain = kind == FormulaKind.Activation ? GainBinder.Bind(type, scope) : null;
        return findings.Failed ? null : new FormulaClass(
            Kinds.ShortName(type),
            Names.FullyQualified(type),
            kind,
            properties.All,
            constructor.Select(mapping => new ConstructorParameter(mapping.Parameter.Name, mapping.Property.Name)).ToEquatableArray(),
            scope.Methods,
            gain);
    }

    /// <summary>Methods marked [Formula], in source order.</summary>
    public static IEnumerable<IMethodSymbol> Formulas(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IMethodSymbol>().Where(method => method.FindAttribute(KnownTypes.Formula) is not null);

    private static bool HasForm(INamedTypeSymbol type, Findings findings, CancellationToken cancellation)
    {
        int before = findings.Diagnostics.Count;
        if (Kinds.Of(type) is null)
        {
            // The rest may not be meant at all.
            Malformed("must derive from ActivationAttribute, LayerAttribute, LossAttribute or OptimizerAttribute");
            return false;
        }
        if (type.ContainingType is not null)
            Malformed($"must not be nested; move it out of '{type.ContainingType.Name}'");
        else if (!IsPartial(type, cancellation))
            Malformed("must be declared partial, so that its compiled formula can be attached");
        if (type.Arity > 0)
            Malformed("must not be generic");
        if (type.IsAbstract || type.IsFileLocal)
            Malformed($"must not be {(type.IsAbstract ? "abstract" : "file-local")}");
        if (Kinds.ShortName(type) == type.Name)
            Malformed("must have a name that ends in 'Attribute'");
        foreach (IMethodSymbol second in Formulas(type).Skip(1))
            findings.Report(Descriptors.MalformedFormula, second.Locations[0], type.Name,
                "has two methods marked [Formula]; keep one, and call the other as a helper");
        return findings.Diagnostics.Count == before;

        void Malformed(string what) => findings.Report(Descriptors.MalformedFormula, type.Locations[0], type.Name, what);
    }

    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    public static string Shown(IMethodSymbol method) =>
        $"{Type(method.ReturnType)} {method.Name}{TypeParameters(method)}({string.Join(", ", method.Parameters.Select(Shown))})";

    private static string Shown(IParameterSymbol parameter) =>
        string.Concat(Roles.Marks(parameter).Select(mark => $"[{mark}] "))
        + (parameter.RefKind == RefKind.None ? "" : Roles.Keyword(parameter) + " ")
        + Type(parameter.Type) + " " + parameter.Name;

    private static string TypeParameters(IMethodSymbol method) =>
        method.IsGenericMethod ? "<" + string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name)) + ">" : "";

    private static string Type(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
