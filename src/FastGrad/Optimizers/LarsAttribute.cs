using System.ComponentModel;

namespace FastGrad;

/// <summary>
/// Momentum with a rate of its own for each tensor: κ = τ·‖w‖ / (‖g‖ + λ·‖w‖), v ← μ·v + η·κ·(g + λ·w), w ← w − v. Where either norm is 0
/// the local rate κ is 1. You, Gitman and Ginsburg, "Large Batch Training of Convolutional Networks" (2017). The learning rate stands inside the
/// velocity, as in the paper.
/// </summary>
/// <remarks>Norms are sums of squares in the model's precision: in float they leave its range for tensors beyond 10¹⁹ or below 10⁻²².</remarks>
public sealed partial class LarsAttribute : OptimizerAttribute
{
    /// <summary>Size η of a step, before the local rate; at least 0.</summary>
    [AtLeast(0), DefaultValue(0.1)]
    public new double LearningRate { get; init; } = 0.1;

    /// <summary>How far τ a tensor is trusted to go in one step, as a share of its norm; above 0.</summary>
    [Above(0)]
    public double TrustCoefficient { get; init; } = 0.001;

    /// <summary>Share μ of the velocity kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; } = 0.0005;

    /// <summary>v ← μ·v + η·τ·‖w‖ / (‖g‖ + λ·‖w‖)·(g + λ·w), w ← w − v.</summary>
    [Formula]
    public void Update(ref Tensor weight, Tensor gradient, ref Tensor velocity)
    {
        double length = Ops.Norm(weight);
        double steepness = Ops.Norm(gradient);
        double local = length > 0 && steepness > 0 ? TrustCoefficient * length / (steepness + WeightDecay * length) : 1;
        velocity = Momentum * velocity + LearningRate * local * (gradient + WeightDecay * weight);
        weight -= velocity;
    }
}
