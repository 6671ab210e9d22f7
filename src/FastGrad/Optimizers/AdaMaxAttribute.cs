using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Adam with the largest gradient, slowly forgotten, in the divisor: g ← g + λ·w, m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε),
/// w ← w − η / (1 − β₁ᵗ)·m / u. Kingma and Ba, "Adam: A Method for Stochastic Optimization" (2015), section 7.1, in PyTorch's form.
/// </summary>
public sealed partial class AdaMaxAttribute : OptimizerAttribute
{
    /// <summary>Size η of a step; at least 0.</summary>
    [AtLeast(0), DefaultValue(0.002)]
    public new double LearningRate { get; init; } = 0.002;

    /// <summary>Share β₁ of the gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share β₂ of the largest gradient kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the gradient's magnitude ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>u ← max(β₂·u, |g| + ε), w ← w − η / (1 − β₁ᵗ)·m / u.</summary>
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double m, ref double largest)
    {
        gradient += WeightDecay * weight;
        m = Beta1 * m + (1 - Beta1) * gradient;
        largest = Math.Max(Beta2 * largest, Math.Abs(gradient) + Epsilon);
        double size = LearningRate / (1 - Math.Pow(Beta1, step));
        weight -= size * m / largest;
    }
}
