namespace FastGrad;

/// <summary>
/// Steps scaled by running means of the gradient and its square: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// w ← w − η·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ). Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015).
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

    /// <summary>w ← w − η·m̂ / (√v̂ + ε).</summary>
    // The bias corrections are applied to the step's size and to the root, both the same for all weights (the paper's end of section 2):
    // one division per weight instead of three.
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double m, ref double v)
    {
        m = Beta1 * m + (1 - Beta1) * gradient;
        v = Beta2 * v + (1 - Beta2) * gradient * gradient;
        double size = LearningRate / (1 - Math.Pow(Beta1, step));
        double scale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        weight -= size * m / (scale * Math.Sqrt(v) + Epsilon);
    }
}
