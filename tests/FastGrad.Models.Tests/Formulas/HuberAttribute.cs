namespace FastGrad.Models.Tests.Formulas;

/// <summary>A loss per output with a setting that can be changed between steps.</summary>
public sealed partial class HuberAttribute : LossAttribute
{
    /// <summary>Error at which the loss turns linear; above 0.</summary>
    [Above(0)]
    public double Delta { get; init; } = 1;

    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = Math.Abs(prediction - target);
        return error <= Delta ? 0.5 * error * error : Delta * (error - 0.5 * Delta);
    }
}
