namespace FastGrad.Models.Tests.Formulas;

/// <summary>A loss that only its largest error moves.</summary>
public sealed partial class WorstAttribute : LossAttribute
{
    [Formula]
    public double Loss(Tensor output, Tensor target) => Ops.Max(Ops.Abs(output - target)) + 0.5 * Ops.Mean(Ops.Square(output - target));
}
