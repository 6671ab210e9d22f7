using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Steps that shrink with all that a weight has moved by: g ← g + λ·w, s ← s + g², w ← w − ηₜ·g / (√s + ε) with
/// ηₜ = η / (1 + (t − 1)·κ), where s starts at s₀. Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
/// Optimization" (2011), in PyTorch's form.
/// </summary>
public sealed partial class AdaGradAttribute : OptimizerAttribute
{
    /// <summary>Size η of a step; at least 0.</summary>
    [AtLeast(0), DefaultValue(0.01)]
    public new double LearningRate { get; init; } = 0.01;

    /// <summary>How fast κ the step's size falls with the number of steps, 0 for not at all; at least 0.</summary>
    [AtLeast(0)]
    public double LearningRateDecay { get; init; }

    /// <summary>What the sum of squares starts at, s₀, taken at the first step; at least 0.</summary>
    [AtLeast(0)]
    public double InitialAccumulator { get; init; }

    /// <summary>Added to the divisor ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-10;

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>s ← s + g², w ← w − η / (1 + (t − 1)·κ)·g / (√s + ε).</summary>
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double sum)
    {
        gradient += WeightDecay * weight;
        // Slots start at 0, so the first step brings what the sum starts at.
        double start = step == 1 ? InitialAccumulator : 0;
        sum += gradient * gradient + start;
        double size = LearningRate / (1 + (step - 1) * LearningRateDecay);
        weight -= size * gradient / (Math.Sqrt(sum) + Epsilon);
    }
}
