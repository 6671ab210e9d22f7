namespace FastGrad.Models.Tests.Formulas;

/// <summary>A loss of two settings that only occur together: their product is one number for all elements, worth computing once a step.</summary>
public sealed partial class ScaledAttribute : LossAttribute
{
    public double Alpha { get; init; } = 0.5;

    public double Beta { get; init; } = 0.25;

    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = prediction - target;
        return error * (Alpha * Beta) * error + Alpha / Beta * error;
    }
}
