namespace FastGrad.Models.Tests.Formulas;

/// <summary>A loss of one output whose targets count differently: the weight multiplies the term.</summary>
public sealed partial class RelativeAttribute : LossAttribute
{
    [Formula]
    public double Loss(double prediction, double target, out double weight)
    {
        weight = target > 0 ? 2 * target : 0;
        return Math.Abs(prediction - target);
    }
}
