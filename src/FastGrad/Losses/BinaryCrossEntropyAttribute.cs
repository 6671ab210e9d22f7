namespace FastGrad;

/// <summary>
/// Cross-entropy of probabilities for yes and no: −(target · log p + (1 − target) · log(1 − p)), averaged over outputs and examples. Good, "Rational
/// Decisions" (1952). After a sigmoid better <see cref="BinaryCrossEntropyWithLogitsAttribute"/> and no sigmoid, which loses no digits.
/// </summary>
/// <remarks>
/// As in PyTorch, a logarithm is at least −100, so that the loss of a prediction of exactly 0 or 1 is at most 100, and the gradient is
/// (p − target) / max(p · (1 − p), 10⁻¹²), at most 10¹². NaN for p outside of [0, 1].
/// </remarks>
public sealed partial class BinaryCrossEntropyAttribute : LossAttribute
{
    /// <summary>−(target · max(log p, −100) + (1 − target) · max(log(1 − p), −100)).</summary>
    // The composed derivative would be 0 or NaN where a logarithm is held at −100; there too it must lead back into the range.
    [Formula, Derivative(nameof(Slope))]
    public double Loss(double probability, double target) =>
        (target - 1) * Math.Max(Ops.Log1p(-probability), -100) - target * Math.Max(Math.Log(probability), -100);

    private static double Slope(double probability, double target) =>
        (probability - target) / Math.Max((1 - probability) * probability, 1e-12);
}
