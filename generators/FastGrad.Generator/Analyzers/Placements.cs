using FastGrad.Generator.FrontEnd;
using FastGrad.Generator.FrontEnd.Formulas;
using FastGrad.Generator.FrontEnd.Models;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Analyzers;

/// <summary>For what bears an attribute: what to write instead, or null where it stands well. Null for what is no symbol.</summary>
internal delegate string? Placement(ISymbol? bearer);

/// <summary>Where each of FastGrad's attributes means something, beyond what C# holds it to.</summary>
internal static class Placements
{
    private const string FormulaClass = "a class that derives from ActivationAttribute, LayerAttribute, LossAttribute or OptimizerAttribute";

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
            "ParameterAttribute" => bearer => OfFormula(bearer, "a layer's or an activation's"),
            "BufferAttribute" => bearer => OfFormula(bearer, "a layer's"),
            "StateAttribute" => bearer => OfFormula(bearer, "a layer's or an optimizer's"),
            "PerStepAttribute" => bearer => OfFormula(bearer, "an optimizer's"),
            "DenominatorAttribute" or "TargetShapeAttribute" => bearer => OfFormula(bearer, "a loss's"),
            "NoDecayAttribute" => NoDecay,
            "GainAttribute" => bearer => bearer is INamedTypeSymbol type && type.DerivesFrom(KnownTypes.Activation)
                ? null
                : "it belongs on a class that derives from ActivationAttribute",
            "ForMatricesAttribute" => bearer => bearer is INamedTypeSymbol type && type.DerivesFrom(KnownTypes.Initializer)
                ? null
                : "it belongs on a class that derives from InitializerAttribute",
            "ShapeAttribute" => OfForward,
            "IndicesAttribute" => Indices,
            "TakesLogitsAttribute" => bearer => bearer is INamedTypeSymbol type && type.DerivesFrom(KnownTypes.Loss)
                ? null
                : "it belongs on a class that derives from LossAttribute",
            "AboveAttribute" or "AtLeastAttribute" or "BelowAttribute" or "AtMostAttribute" or "InRangeAttribute" or "StructuralAttribute" => Range,
            _ => null,
        };
    }

    private static string? Stage(ISymbol? bearer) => bearer switch
    {
        INamedTypeSymbol type => Model(type),
        // Whether such a method is one of a model's layers is asked where the model is bound.
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => Model(method.ContainingType),
        _ => "it belongs on a class that is marked [Model], or on a partial method of one that has Forward",
    };

    private static string? LossOrOptimizer(ISymbol? bearer) =>
        bearer is INamedTypeSymbol type ? Model(type) : "it belongs on a class that is marked [Model]";

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

    // What kind of formula may have which role is FG0033's.
    private static string? OfFormula(ISymbol? bearer, string whose) =>
        bearer is IParameterSymbol { ContainingSymbol: IMethodSymbol method }
        && method.FindAttribute(KnownTypes.Formula) is not null
            ? null
            : $"it belongs on a parameter of {whose} [Formula]";

    private static string? Initializer(ISymbol? bearer) => bearer switch
    {
        // An optimizer's slot is one by its 'ref' alone. Whether a role stands well is asked of the role.
        IParameterSymbol parameter when Roles.Marks(parameter).Any() || (parameter.RefKind == RefKind.Ref && OfFormula(parameter, "") is null) => null,
        // Whether a layer is there for it is asked where the model is bound.
        INamedTypeSymbol type when IsModel(type) => null,
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method when IsModel(method.ContainingType)
            && method.GetAttributes().Any(attribute => attribute.AttributeClass.DerivesFrom(KnownTypes.Stage)) => null,
        _ => "it belongs on a parameter that a [Formula] learns or keeps, beside [Parameter], [Buffer] or [State], or on a model after a layer",
    };

    private static string? NoDecay(ISymbol? bearer) => bearer is IParameterSymbol parameter && parameter.FindAttribute(KnownTypes.Parameter) is not null
        ? null
        : "it belongs on a parameter that a [Formula] learns, beside [Parameter]";

    private static string? OfForward(ISymbol? bearer) =>
        bearer is IParameterSymbol { ContainingSymbol: IMethodSymbol { Name: ForwardBinder.Name } method } && IsModel(method.ContainingType)
            ? null
            : "it belongs on a parameter of a model's Forward";

    private static string? Indices(ISymbol? bearer) => bearer switch
    {
        INamedTypeSymbol type when IsModel(type) => null,
        _ when OfForward(bearer) is null => null,
        _ => "it belongs on a parameter of a model's Forward, or beside [Input] on a class with [Model]",
    };

    private static string? Range(ISymbol? bearer) => bearer is IPropertySymbol { ContainingType: INamedTypeSymbol type }
        && (Kinds.Of(type) is not null || type.Is(KnownTypes.Optimizer) || type.Is(KnownTypes.LearnedStage) || type.DerivesFrom(KnownTypes.Initializer))
        ? null
        : "it belongs on a property of " + FormulaClass + " or InitializerAttribute";

    /// <summary>What makes up a model: where [Model] is missing, one message for all of them will do.</summary>
    public static bool IsPart(INamedTypeSymbol? attribute) => attribute is not null
        && (attribute.DerivesFrom(KnownTypes.Stage) || attribute.DerivesFrom(KnownTypes.Loss) || attribute.DerivesFrom(KnownTypes.Optimizer));

    private static string? Model(INamedTypeSymbol type) => IsModel(type) ? null : $"'{type.Name}' is no model; mark it [Model]";

    private static bool IsModel(INamedTypeSymbol type) => type.FindAttribute(KnownTypes.Model) is not null;
}
