namespace FastGrad;

/// <summary>
/// Huber loss of the error e = |prediction − target|: e² / 2 up to Delta and Delta · (e − Delta / 2) beyond, averaged over outputs and examples:
/// outliers pull with a bounded force. Huber, "Robust Estimation of a Location Parameter" (1964).
/// </summary>
public sealed partial class HuberAttribute : LossAttribute
{
    /// <summary>Error at which the loss turns linear: δ; above 0.</summary>
    [Above(0)]
    public double Delta { get; init; } = 1;

    /// <summary>e ≤ Delta: e² / 2; else Delta · (e − Delta / 2), with e = |prediction − target|.</summary>
    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = Math.Abs(prediction - target);
        return error <= Delta ? 0.5 * error * error : Delta * (error - 0.5 * Delta);
    }
}
