namespace FastGrad;

/// <summary>
/// Quantile loss, also called pinball: with e = target − prediction the larger of Tau · e and (Tau − 1) · e, averaged over outputs and examples; its
/// best constant is the quantile Tau. At e = 0 the derivative is the mean of those on both sides, 1/2 − Tau. Koenker and Bassett, "Regression
/// Quantiles" (1978).
/// </summary>
public sealed partial class QuantileAttribute : LossAttribute
{
    /// <summary>Share of the targets that should lie below the prediction: τ; above 0 and below 1.</summary>
    [Above(0), Below(1)]
    public double Tau { get; init; } = 0.5;

    /// <summary>max(Tau · e, (Tau − 1) · e), with e = target − prediction.</summary>
    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = target - prediction;
        return Math.Max(Tau * error, (Tau - 1) * error);
    }
}
