using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Steps divided by the root of the squared gradient's running mean: g ← g + λ·w, s ← α·s + (1 − α)·g², b ← μ·b + g / (√s + ε),
/// w ← w − η·b; centred, √(s − m²) stands for √s, with m ← α·m + (1 − α)·g. Tieleman and Hinton, "Lecture 6.5: RMSProp" (2012); centred:
/// Graves, "Generating Sequences With Recurrent Neural Networks" (2013), in PyTorch's form.
/// </summary>
public sealed partial class RmsPropAttribute : OptimizerAttribute
{
    /// <summary>Size η of a step; at least 0.</summary>
    [AtLeast(0), DefaultValue(0.01)]
    public new double LearningRate { get; init; } = 0.01;

    /// <summary>Share α of the running means kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Smoothing { get; init; } = 0.99;

    /// <summary>Added to the divisor ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Share μ of the velocity kept from step to step, 0 for none; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Momentum { get; init; }

    /// <summary>Whether the gradient's variance divides instead of its square's mean.</summary>
    public bool Centered { get; init; }

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>s ← α·s + (1 − α)·g², b ← μ·b + g / (√s + ε), w ← w − η·b; centred with √(s − m²) for √s.</summary>
    [Formula]
    public void Update(ref double weight, double gradient, ref double square, ref double mean, ref double velocity)
    {
        gradient += WeightDecay * weight;
        square = Smoothing * square + (1 - Smoothing) * gradient * gradient;
        double spread = square;
        if (Centered)
        {
            mean = Smoothing * mean + (1 - Smoothing) * gradient;
            // A variance, but for rounding: where the gradient hardly changes, the difference may fall below 0.
            spread = Math.Max(square - mean * mean, 0);
        }
        velocity = Momentum * velocity + gradient / (Math.Sqrt(spread) + Epsilon);
        weight -= LearningRate * velocity;
    }
}
