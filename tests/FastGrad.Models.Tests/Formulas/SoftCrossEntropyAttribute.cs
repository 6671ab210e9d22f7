namespace FastGrad.Models.Tests.Formulas;

/// <summary>A loss of two whole tensors: cross-entropy with a distribution instead of a label.</summary>
public sealed partial class SoftCrossEntropyAttribute : LossAttribute
{
    [Formula]
    public double Loss(Tensor logits, Tensor target) => Ops.LogSumExp(logits) - Ops.Sum(logits * target);
}
