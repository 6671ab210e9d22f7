namespace FastGrad;

/// <summary>
/// Fully connected layer: x·W + b. Weights start as He et al. (2015), biases as 0.
/// The input is a vector; the layer itself goes back to Rosenblatt's perceptron (1958).
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
        [Parameter(nameof(Units)), Zeros] Tensor bias)
        => Bias ? Ops.MatMul(x, weight) + bias : Ops.MatMul(x, weight);

    // Of all elements, though only a vector is multiplied: an image without a Flatten before the layer is a mistake, and to be told so.
    private Shape WeightShape(Shape x) => new(x.Length, Units);
}
