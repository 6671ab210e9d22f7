namespace FastGrad;

/// <summary>
/// Fully connected layer: x·W + b. Weights start as He et al. (2015), with the gain of the activation that follows, biases as 0; biases do not
/// decay.
/// The input is a vector, or a sequence of vectors [T, F] that all go through the same weights; the layer itself goes back to Rosenblatt's
/// perceptron (1958).
/// </summary>
/// <param name="units">Number of outputs; at least 1.</param>
public sealed partial class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>Number of outputs; at least 1.</summary>
    [AtLeast(1)]
    public int Units { get; } = units;

    /// <summary>Whether b is added. A layer before a batch normalisation needs none.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>x·W + b.</summary>
    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(WeightShape)), KaimingUniform] Tensor weight,
        [Parameter(nameof(Units)), Zeros, NoDecay] Tensor bias)
        => Bias ? Ops.MatMul(x, weight) + bias : Ops.MatMul(x, weight);

    private Shape WeightShape(Shape x) => new(x[x.Rank - 1], Units);
}
