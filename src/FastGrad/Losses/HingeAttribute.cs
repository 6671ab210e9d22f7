namespace FastGrad;

/// <summary>
/// Hinge loss for targets of −1 and 1: max(0, 1 − target · prediction), averaged over outputs and examples, with derivative 0 at a margin of exactly
/// 1. Cortes and Vapnik, "Support-Vector Networks" (1995).
/// </summary>
public sealed partial class HingeAttribute : LossAttribute
{
    /// <summary>max(0, 1 − target · prediction).</summary>
    // Asks for the side that is met, so that NaN passes through.
    [Formula]
    public double Loss(double prediction, double target)
    {
        double missing = 1 - target * prediction;
        return missing <= 0 ? 0 : missing;
    }
}
