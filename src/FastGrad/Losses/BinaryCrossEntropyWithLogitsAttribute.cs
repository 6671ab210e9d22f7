namespace FastGrad;

/// <summary>
/// Cross-entropy for yes and no of a logit x, with p = σ(x): −(PositiveWeight · target · log p + (1 − target) · log(1 − p)), averaged over
/// outputs and examples; several outputs are as many labels, each yes or no on its own. Written with the logarithm of 1 + e^(−|x|), so that
/// logits of any size neither overflow nor become log 0. Cox, "The Regression Analysis of Binary Sequences" (1958).
/// </summary>
[TakesLogits]
public sealed partial class BinaryCrossEntropyWithLogitsAttribute : LossAttribute
{
    /// <summary>What a target of 1 counts against one of 0, the same for all outputs: w; at least 0. Where there are n times as many of 0, n balances them.</summary>
    [AtLeast(0)]
    public double PositiveWeight { get; init; } = 1;

    /// <summary>PositiveWeight · target · log(1 + e⁻ˣ) + (1 − target) · log(1 + eˣ), with x = logit.</summary>
    // By the composed derivative a label that is met would have the difference of numbers alike as its gradient.
    [Formula, Derivative(nameof(Slope))]
    public double Loss(double logit, double target)
    {
        // log(1 + eˣ) is max(x, 0) and this, whatever the sign of x.
        double tail = Ops.Log1p(Math.Exp(-Math.Abs(logit)));
        return PositiveWeight * target * (Math.Max(-logit, 0) + tail) + (1 - target) * (Math.Max(logit, 0) + tail);
    }

    /// <summary>(1 − target) · σ(x) − PositiveWeight · target · σ(−x), from one power.</summary>
    private double Slope(double logit, double target)
    {
        double decay = Math.Exp(-Math.Abs(logit));
        double yes = logit < 0 ? decay : 1, no = logit < 0 ? 1 : decay;
        return ((1 - target) * yes - PositiveWeight * target * no) / (1 + decay);
    }
}
