namespace FastGrad;

/// <summary>
/// Adam that waits for the squared gradient's mean to be known well: g ← g + λ·w, m, v and m̂ as in <see cref="AdamAttribute"/>,
/// ρ∞ = 2 / (1 − β₂) − 1, ρₜ = ρ∞ − 2·t·β₂ᵗ / (1 − β₂ᵗ); where ρₜ exceeds 5, w ← w − η·r·√(1 − β₂ᵗ)·m̂ / (√v + ε) with
/// r² = (ρₜ − 4)·(ρₜ − 2)·ρ∞ / ((ρ∞ − 4)·(ρ∞ − 2)·ρₜ), and before that w ← w − η·m̂. Liu et al., "On the Variance of the Adaptive Learning
/// Rate and Beyond" (2020), in PyTorch's form.
/// </summary>
public sealed partial class RAdamAttribute : OptimizerAttribute
{
    /// <summary>Share β₁ of the gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>
    /// Share β₂ of the squared gradient's mean kept from step to step; at least 0 and below 1.
    /// At 2/3 and less no step is ever scaled.
    /// </summary>
    [InRange(0, 1)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the divisor ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>w ← w − η·r·√(1 − β₂ᵗ)·m̂ / (√v + ε) where ρₜ exceeds 5, w ← w − η·m̂ before.</summary>
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double m, ref double v)
    {
        gradient += WeightDecay * weight;
        m = Beta1 * m + (1 - Beta1) * gradient;
        v = Beta2 * v + (1 - Beta2) * gradient * gradient;

        double kept = Math.Pow(Beta2, step);
        double limit = 2 / (1 - Beta2) - 1;
        double length = limit - 2 * step * kept / (1 - kept);
        bool isKnown = length > 5;
        double rectified = Math.Sqrt((length - 4) * (length - 2) * limit * (1 - kept) / ((limit - 4) * (limit - 2) * length));
        double size = LearningRate / (1 - Math.Pow(Beta1, step)) * (isKnown ? rectified : 1);
        weight -= size * m / (isKnown ? Math.Sqrt(v) + Epsilon : 1);
    }
}
