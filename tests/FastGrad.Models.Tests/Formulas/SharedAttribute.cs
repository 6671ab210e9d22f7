namespace FastGrad.Models.Tests.Formulas;

/// <summary>A loss of one output that says what its mean is over: squares over the targets' sizes.</summary>
public sealed partial class SharedAttribute : LossAttribute
{
    [Formula]
    public double Loss(double prediction, double target, [Denominator] out double size)
    {
        size = Math.Abs(target);
        return (prediction - target) * (prediction - target);
    }
}
