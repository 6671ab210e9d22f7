using FastGrad.Compiler.Formulas;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Formulas;

/// <summary>What an attribute class declares is said by its base class.</summary>
internal static class Kinds
{
    public static FormulaKind? Of(ITypeSymbol? type) => type switch
    {
        _ when type.DerivesFrom(KnownTypes.Activation) => FormulaKind.Activation,
        _ when type.DerivesFrom(KnownTypes.Layer) => FormulaKind.Layer,
        _ when type.DerivesFrom(KnownTypes.Loss) => FormulaKind.Loss,
        _ when type.DerivesFrom(KnownTypes.Optimizer) => FormulaKind.Optimizer,
        _ => null,
    };

    /// <summary>Losses and optimizers have a run-time class beside the attribute, which holds their settings.</summary>
    public static bool HasCompanion(FormulaKind kind) => kind is FormulaKind.Loss or FormulaKind.Optimizer;

    /// <summary><c>Huber</c> of <c>HuberAttribute</c>: what users write in brackets.</summary>
    public static string ShortName(INamedTypeSymbol attribute) =>
        attribute.Name.Length > "Attribute".Length && attribute.Name.EndsWith("Attribute", StringComparison.Ordinal)
            ? attribute.Name.Substring(0, attribute.Name.Length - "Attribute".Length)
            : attribute.Name;

    public static string Signature(FormulaKind kind) => kind switch
    {
        FormulaKind.Activation => "double Activate(double x, [Parameter] double ...)",
        FormulaKind.Layer => "Tensor Forward(Tensor x, [Parameter] Tensor or double ..., [Buffer] or [State] ref Tensor or double ...)",
        FormulaKind.Loss =>
            "double Loss(double prediction, double target), "
            + "double Loss(Tensor output, int label) or double Loss(Tensor output, Tensor target), each with a last 'out double weight' if wanted",
        _ => "void Update(ref double weight, double gradient, [long step,] ref double slot ..., [PerStep] ref double number ...), "
            + "or the same with Tensor for weight, gradient and slots",
    };
}
