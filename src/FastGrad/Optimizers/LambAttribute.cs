namespace FastGrad;

/// <summary>
/// AdamW whose step on each tensor is scaled to the tensor: r = m̂ / (√v̂ + ε) + λ·w, w ← w − η·(‖w‖ / ‖r‖)·r, with m, v and their
/// corrections m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) as in <see cref="AdamAttribute"/>. Where either norm is 0 the trust ratio ‖w‖ / ‖r‖
/// is 1. You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes" (2020), with φ the identity.
/// </summary>
/// <remarks>Norms are sums of squares in the model's precision: in float they leave its range for tensors beyond 10¹⁹ or below 10⁻²².</remarks>
public sealed partial class LambAttribute : OptimizerAttribute
{
    /// <summary>Share β₁ of the gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Share β₂ of the squared gradient's mean kept from step to step; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the divisor ε; above 0, or a weight that has had no gradient would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>Share λ of the weight that joins the direction of the step; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>w ← w − η·(‖w‖ / ‖r‖)·r.</summary>
    // The bias corrections are applied to the numerator's size and to the root, as in Adam: one division per weight instead of three.
    [Formula]
    public void Update(ref Tensor weight, Tensor gradient, long step, ref Tensor m, ref Tensor v)
    {
        m = Beta1 * m + (1 - Beta1) * gradient;
        v = Beta2 * v + (1 - Beta2) * gradient * gradient;
        double size = 1 / (1 - Math.Pow(Beta1, step));
        double scale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        Tensor direction = size * m / (scale * Ops.Sqrt(v) + Epsilon) + WeightDecay * weight;

        double length = Ops.Norm(weight);
        double stride = Ops.Norm(direction);
        double trust = length > 0 && stride > 0 ? length / stride : 1;
        weight -= LearningRate * trust * direction;
    }
}
