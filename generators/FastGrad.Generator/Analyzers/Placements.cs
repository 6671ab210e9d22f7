using FastGrad.Compiler.Formulas;
using FastGrad.Generator.FrontEnd;
using FastGrad.Generator.FrontEnd.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Analyzers;

/// <summary>For what bears an attribute: what to write instead, or null where it stands well. Null for what is no symbol.</summary>
internal delegate string? Placement(ISymbol? bearer);

/// <summary>Where each of FastGrad's attributes means something, beyond what C# holds it to.</summary>
internal static class Placements
{
    private const string FormulaClass = "a class that derives from ActivationAttribute, LayerAttribute, LossAttribute or OptimizerAttribute";

    private const string MakeModel = "add [Model] to make the class a model";

    /// <summary>Null for an attribute that is not ours, or that means something everywhere.</summary>
    public static Placement? RuleOf(INamedTypeSymbol attribute)
    {
        if (attribute.DerivesFrom(KnownTypes.Stage))
            return Stage;
        if (attribute.DerivesFrom(KnownTypes.Loss) || attribute.DerivesFrom(KnownTypes.Optimizer))
            return LossOrOptimizer;
        if (attribute.DerivesFrom(KnownTypes.Initializer))
            return Initializer;
        if (attribute is not { Arity: 0, ContainingType: null, ContainingNamespace: { Name: "FastGrad", ContainingNamespace.IsGlobalNamespace: true } })
            return null;
        return attribute.Name switch
        {
            "FormulaAttribute" => Formula,
            "DerivativeAttribute" => Derivative,
            "ParameterAttribute" => bearer => OfFormula(bearer, [FormulaKind.Layer, FormulaKind.Activation], "a layer's or an activation's"),
            "BufferAttribute" => bearer => OfFormula(bearer, [FormulaKind.Layer], "a layer's"),
            "StateAttribute" => bearer => OfFormula(bearer, [FormulaKind.Layer, FormulaKind.Optimizer], "a layer's or an optimizer's"),
            "PerStepAttribute" => bearer => OfFormula(bearer, [FormulaKind.Optimizer], "an optimizer's"),
            "ShapeAttribute" => OfForward,
            "IndicesAttribute" => Indices,
            "TakesLogitsAttribute" => bearer => bearer is INamedTypeSymbol type && type.DerivesFrom(KnownTypes.Loss)
                ? null
                : "it belongs on a class that derives from LossAttribute",
            "AboveAttribute" or "AtLeastAttribute" or "BelowAttribute" or "AtMostAttribute" or "InRangeAttribute" => Range,
            _ => null,
        };
    }

    private static string? Stage(ISymbol? bearer) => bearer switch
    {
        INamedTypeSymbol type => IsModel(type) ? null : MakeModel,
        // Whether such a method is one of a model's layers is asked where the model is bound.
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method when IsModel(method.ContainingType) => null,
        _ => "it belongs on a class with [Model], or on a partial method of one that has a Forward",
    };

    private static string? LossOrOptimizer(ISymbol? bearer) =>
        bearer is INamedTypeSymbol type && IsModel(type) ? null : MakeModel;

    private static string? Formula(ISymbol? bearer) => bearer switch
    {
        // What the class must be is FG0012's.
        IMethodSymbol { MethodKind: MethodKind.Ordinary } => null,
        _ => "it belongs on an ordinary method of " + FormulaClass,
    };

    private static string? Derivative(ISymbol? bearer) =>
        bearer is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && (Kinds.Of(method.ContainingType) is not null || IsModel(method.ContainingType))
            ? null
            : "it belongs on a method of " + FormulaClass;

    private static string? OfFormula(ISymbol? bearer, FormulaKind[] kinds, string whose) =>
        bearer is IParameterSymbol { ContainingSymbol: IMethodSymbol method }
        && method.FindAttribute(KnownTypes.Formula) is not null
        && Kinds.Of(method.ContainingType) is FormulaKind kind && kinds.Contains(kind)
            ? null
            : $"it belongs on a parameter of {whose} [Formula]";

    private static string? Initializer(ISymbol? bearer) => bearer is IParameterSymbol parameter && parameter.GetAttributes().Any(Keeps)
        // Whether that one stands well is asked of it.
        ? null
        : "it belongs beside [Parameter], [Buffer], [State] or [PerStep], on a parameter of a [Formula]";

    private static bool Keeps(AttributeData attribute) =>
        attribute.AttributeClass is { Name: "ParameterAttribute" or "BufferAttribute" or "StateAttribute" or "PerStepAttribute", ContainingNamespace.Name: "FastGrad" };

    private static string? OfForward(ISymbol? bearer) =>
        bearer is IParameterSymbol { ContainingSymbol: IMethodSymbol { Name: "Forward" } method } && IsModel(method.ContainingType)
            ? null
            : "it belongs on a parameter of a model's Forward";

    private static string? Indices(ISymbol? bearer) => bearer switch
    {
        INamedTypeSymbol type when IsModel(type) => null,
        _ when OfForward(bearer) is null => null,
        _ => "it belongs on a parameter of a model's Forward, or beside [Input] on a class with [Model]",
    };

    private static string? Range(ISymbol? bearer) => bearer is IPropertySymbol { ContainingType: INamedTypeSymbol type }
        && (Kinds.Of(type) is not null || type.Is(KnownTypes.Optimizer))
        ? null
        : "it belongs on a property of " + FormulaClass;

    /// <summary>What makes up a model: where [Model] is missing, one message for all of them will do.</summary>
    public static bool IsPart(INamedTypeSymbol? attribute) => attribute is not null
        && (attribute.DerivesFrom(KnownTypes.Stage) || attribute.DerivesFrom(KnownTypes.Loss) || attribute.DerivesFrom(KnownTypes.Optimizer));

    private static bool IsModel(INamedTypeSymbol type) => type.FindAttribute(KnownTypes.Model) is not null;
}
