using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Steps in the weight's own unit: g ← g + λ·w, s ← ρ·s + (1 − ρ)·g², δ = √(u + ε) / √(s + ε)·g, u ← ρ·u + (1 − ρ)·δ², w ← w − η·δ.
/// Zeiler, "ADADELTA: An Adaptive Learning Rate Method" (2012), in PyTorch's form.
/// </summary>
public sealed partial class AdaDeltaAttribute : OptimizerAttribute
{
    /// <summary>Size η of a step, 1 in the paper; at least 0.</summary>
    [AtLeast(0), DefaultValue(1.0)]
    public new double LearningRate { get; init; } = 1;

    /// <summary>Share ρ of the running means kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Smoothing { get; init; } = 0.9;

    /// <summary>Added to both means ε, so that the first steps are not 0; above 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>s ← ρ·s + (1 − ρ)·g², δ = √(u + ε) / √(s + ε)·g, u ← ρ·u + (1 − ρ)·δ², w ← w − η·δ.</summary>
    [Formula]
    public void Update(ref double weight, double gradient, ref double square, ref double squareOfSteps)
    {
        gradient += WeightDecay * weight;
        square = Smoothing * square + (1 - Smoothing) * gradient * gradient;
        double change = Math.Sqrt(squareOfSteps + Epsilon) / Math.Sqrt(square + Epsilon) * gradient;
        squareOfSteps = Smoothing * squareOfSteps + (1 - Smoothing) * change * change;
        weight -= LearningRate * change;
    }
}
