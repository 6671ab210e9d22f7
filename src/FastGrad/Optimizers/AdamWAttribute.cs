namespace FastGrad;

/// <summary>
/// Adam with weight decay that the running means do not see: w ← w − η·λ·w, then as <see cref="AdamAttribute"/>.
/// Loshchilov and Hutter, "Decoupled Weight Decay Regularization" (2019), with λ scaled by the learning rate as PyTorch does; AMSGrad: Reddi,
/// Kale and Kumar, "On the Convergence of Adam and Beyond" (2018).
/// </summary>
public sealed partial class AdamWAttribute : OptimizerAttribute
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

    /// <summary>Whether the divisor never shrinks: the largest v so far stands for v.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Share λ of the weight that is taken off per step, times the learning rate; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>w ← (1 − η·λ)·w − η·m̂ / (√v̂ + ε).</summary>
    // The bias corrections are applied to the step's size and to the root, both the same for all weights (the paper's end of section 2):
    // one division per weight instead of three.
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double m, ref double v, ref double largest)
    {
        m = Beta1 * m + (1 - Beta1) * gradient;
        v = Beta2 * v + (1 - Beta2) * gradient * gradient;
        double divisor = v;
        if (AmsGrad)
        {
            largest = Math.Max(largest, v);
            divisor = largest;
        }
        double size = LearningRate / (1 - Math.Pow(Beta1, step));
        double scale = 1 / Math.Sqrt(1 - Math.Pow(Beta2, step));
        weight *= 1 - LearningRate * WeightDecay;
        weight -= size * m / (scale * Math.Sqrt(divisor) + Epsilon);
    }
}
