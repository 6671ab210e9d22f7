using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Steps of one size, whose sign two running means decide: w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), m ← β₂·m + (1 − β₂)·g. The sign of 0
/// is 0. Chen et al., "Symbolic Discovery of Optimization Algorithms" (2023).
/// </summary>
public sealed partial class LionAttribute : OptimizerAttribute
{
    /// <summary>Size η of a step, a third to a tenth of what Adam takes; at least 0.</summary>
    [AtLeast(0), DefaultValue(0.0001)]
    public new double LearningRate { get; init; } = 0.0001;

    /// <summary>Share β₁ of the mean in what decides the sign; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share β₂ of the gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta2 { get; init; } = 0.99;

    /// <summary>Share λ of the weight that is taken off per step, times the learning rate; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), m ← β₂·m + (1 − β₂)·g.</summary>
    [Formula]
    public void Update(ref double weight, double gradient, ref double m)
    {
        double blend = Beta1 * m + (1 - Beta1) * gradient;
        // What is neither above nor below 0 is 0 or NaN, and stays that.
        double sign = blend > 0 ? 1 : blend < 0 ? -1 : blend;
        weight -= LearningRate * (sign + WeightDecay * weight);
        m = Beta2 * m + (1 - Beta2) * gradient;
    }
}
