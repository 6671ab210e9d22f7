namespace FastGrad;

/// <summary>
/// Focal loss for yes and no of a logit, with p = σ(logit) and q the probability of the wrong answer, p · (1 − target) + (1 − p) · target:
/// a · q^Gamma times the cross-entropy, a being Alpha for a target of 1 and 1 − Alpha for 0; averaged over outputs and examples. What is answered
/// well already counts little, so that many easy examples don't drown few hard ones. Lin, Goyal, Girshick, He and Dollár, "Focal Loss for
/// Dense Object Detection" (2017).
/// </summary>
[TakesLogits]
public sealed partial class BinaryFocalAttribute : LossAttribute
{
    /// <summary>What a target of 1 counts, 1 − Alpha being what one of 0 counts: α; from 0 to 1.</summary>
    [AtLeast(0), AtMost(1)]
    public double Alpha { get; init; } = 0.25;

    /// <summary>How much less an easy example counts: γ; at least 0, where all count alike.</summary>
    [AtLeast(0)]
    public double Gamma { get; init; } = 2;

    /// <summary>a · q^Gamma · (target · log(1 + e⁻ˣ) + (1 − target) · log(1 + eˣ)), with x = logit.</summary>
    // The composed derivative would have q^(Gamma − 1), which is infinite for an answer beyond doubt, times a change of 0.
    [Formula, Derivative(nameof(Slope))]
    public double Loss(double logit, double target) =>
        Weight(target) * Math.Pow(Wrong(logit, target), Gamma) * CrossEntropy(logit, target);

    private double Slope(double logit, double target)
    {
        double yes = Ops.Sigmoid(logit), no = Ops.Sigmoid(-logit), wrong = Wrong(logit, target);
        // Of log q: its change is of the size of q, both of them 0 beyond doubt.
        double change = wrong > 0 ? (1 - 2 * target) * yes * no / wrong : 0;
        double slope = (1 - target) * yes - target * no + Gamma * change * CrossEntropy(logit, target);
        return Weight(target) * Math.Pow(wrong, Gamma) * slope;
    }

    private double Weight(double target) => Alpha * target + (1 - Alpha) * (1 - target);

    private static double Wrong(double logit, double target) => (1 - target) * Ops.Sigmoid(logit) + target * Ops.Sigmoid(-logit);

    private static double CrossEntropy(double logit, double target) => (1 - target) * Ops.Softplus(logit) + target * Ops.Softplus(-logit);
}
