namespace FastGrad;

/// <summary>
/// Steps scaled by running means of the gradient and its square: g ← g + λ·w, m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// w ← w − η·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ); with AMSGrad the largest v so far stands in v̂ for v.
/// Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015); AMSGrad: Reddi, Kale and Kumar, "On the Convergence of Adam and
/// Beyond" (2018).
/// </summary>
public sealed partial class AdamAttribute : OptimizerAttribute
{
    /// <summary>Share β₁ of the gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share β₂ of the squared gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the divisor ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Whether the divisor never shrinks: the largest v so far stands for v.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>
    /// Share λ of the weight that joins its gradient, and so the running means; at least 0.
    /// <see cref="AdamWAttribute"/> keeps it out of them.
    /// </summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>w ← w − η·m̂ / (√v̂ + ε).</summary>
    // The bias corrections are applied to the step's size and to the root, both the same for all weights (the paper's end of section 2):
    // one division per weight instead of three.
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double m, ref double v, ref double largest)
    {
        gradient += WeightDecay * weight;
        m = Beta1 * m + (1 - Beta1) * gradient;
        v = Beta2 * v + (1 - Beta2) * gradient * gradient;
        double divisor = v;
        if (AmsGrad)
        {
            largest = Math.Max(largest, v);
            divisor = largest;
        }
        double size = LearningRate / (1 - Math.Pow(Beta1, step));
        double scale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        weight -= size * m / (scale * Math.Sqrt(divisor) + Epsilon);
    }
}
