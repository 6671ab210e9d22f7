using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Adam that looks ahead as Nesterov's momentum does, with a momentum that grows towards β₁: g ← g + λ·w, μₜ = β₁·(1 − ½·0.96^(t·ψ)), Πₜ = μ₁·…·μₜ,
/// w ← w − η·((1 − μₜ)·g / (1 − Πₜ) + μₜ₊₁·m / (1 − Πₜ₊₁)) / (√v̂ + ε), with m, v and v̂ as in <see cref="AdamAttribute"/>.
/// Dozat, "Incorporating Nesterov Momentum into Adam" (2016), in PyTorch's form.
/// </summary>
public sealed partial class NAdamAttribute : OptimizerAttribute
{
    /// <summary>Size of a step; at least 0.</summary>
    [AtLeast(0), DefaultValue(0.002)]
    public new double LearningRate { get; init; } = 0.002;

    /// <summary>Share β₁ of the gradient's mean kept from step to step, and the limit of the momentum; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share β₂ of the squared gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the divisor ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>How fast ψ the momentum nears β₁; at least 0, where it stays at half of it.</summary>
    [AtLeast(0)]
    public double MomentumDecay { get; init; } = 0.004;

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>w ← w − η·((1 − μₜ)·g / (1 − Πₜ) + μₜ₊₁·m / (1 − Πₜ₊₁)) / (√v̂ + ε).</summary>
    // Only the product of the momenta so far needs memory, and it is the same for all weights.
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double m, ref double v, [PerStep, Ones] ref double product)
    {
        double momentum = Beta1 * (1 - 0.5 * Math.Pow(0.96, step * MomentumDecay));
        double next = Beta1 * (1 - 0.5 * Math.Pow(0.96, (step + 1) * MomentumDecay));
        product *= momentum;

        gradient += WeightDecay * weight;
        m = Beta1 * m + (1 - Beta1) * gradient;
        v = Beta2 * v + (1 - Beta2) * gradient * gradient;
        double ofGradient = LearningRate * (1 - momentum) / (1 - product);
        double ofMean = LearningRate * next / (1 - product * next);
        double scale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        weight -= (ofGradient * gradient + ofMean * m) / (scale * Math.Sqrt(v) + Epsilon);
    }
}
