using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd;

/// <summary>FastGrad's own types by name: the generator references no FastGrad.dll, and the types may stand in the very project it runs
/// on.</summary>
internal static class KnownTypes
{
    public const string Model = "FastGrad.ModelAttribute";
    public const string Formula = "FastGrad.FormulaAttribute";
    public const string CompiledFormula = "FastGrad.CompiledFormulaAttribute";
    public const string Parameter = "FastGrad.ParameterAttribute";
    public const string Buffer = "FastGrad.BufferAttribute";
    public const string State = "FastGrad.StateAttribute";
    public const string PerStep = "FastGrad.PerStepAttribute";
    public const string Denominator = "FastGrad.DenominatorAttribute";
    public const string TargetShape = "FastGrad.TargetShapeAttribute";
    public const string Structural = "FastGrad.StructuralAttribute";
    public const string NoDecay = "FastGrad.NoDecayAttribute";
    public const string Gain = "FastGrad.GainAttribute";
    public const string Derivative = "FastGrad.DerivativeAttribute";
    public const string InputShape = "FastGrad.ShapeAttribute";
    public const string Indices = "FastGrad.IndicesAttribute";
    public const string Input = "FastGrad.InputAttribute";
    public const string Stage = "FastGrad.StageAttribute";
    public const string LearnedStage = "FastGrad.LearnedStageAttribute";
    public const string Layer = "FastGrad.LayerAttribute";
    public const string Activation = "FastGrad.ActivationAttribute";
    public const string TakesLogits = "FastGrad.TakesLogitsAttribute";
    public const string Loss = "FastGrad.LossAttribute";
    public const string Optimizer = "FastGrad.OptimizerAttribute";
    public const string Initializer = "FastGrad.InitializerAttribute";
    public const string ForMatrices = "FastGrad.ForMatricesAttribute";
    public const string Zeros = "FastGrad.ZerosAttribute";
    public const string Ones = "FastGrad.OnesAttribute";
    public const string Constant = "FastGrad.ConstantAttribute";
    public const string Above = "FastGrad.AboveAttribute";
    public const string AtLeast = "FastGrad.AtLeastAttribute";
    public const string Below = "FastGrad.BelowAttribute";
    public const string AtMost = "FastGrad.AtMostAttribute";
    public const string InRange = "FastGrad.InRangeAttribute";
    public const string Tensor = "FastGrad.Tensor";
    public const string Shape = "FastGrad.Shape";
    public const string Ops = "FastGrad.Ops";
    public const string Math = "System.Math";
    public const string MathF = "System.MathF";
    public const string DefaultValue = "System.ComponentModel.DefaultValueAttribute";

    /// <summary>What the run-time class of a loss or an optimizer derives from.</summary>
    public static string RunTimeBase(Compiler.Formulas.FormulaKind kind) =>
        kind == Compiler.Formulas.FormulaKind.Loss ? "FastGrad.Criterion" : "FastGrad.Training.ElementwiseOptimizer`1";

    /// <summary>Whether this is the top-level type of that full name.</summary>
    public static bool Is(this ITypeSymbol? type, string fullName)
    {
        if (type is not INamedTypeSymbol { Arity: 0, ContainingType: null })
            return false;
        int dot = fullName.LastIndexOf('.');
        return string.CompareOrdinal(type.Name, 0, fullName, dot + 1, int.MaxValue) == 0
            && fullName.Length - dot - 1 == type.Name.Length
            && type.ContainingNamespace.ToDisplayString() == fullName.Substring(0, dot);
    }

    public static bool DerivesFrom(this ITypeSymbol? type, string fullName)
    {
        for (ITypeSymbol? at = type?.BaseType; at is not null; at = at.BaseType)
        {
            if (at.Is(fullName))
                return true;
        }
        return false;
    }

    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.Is(fullName));
}
