namespace FastGrad;

/// <summary>
/// Layer normalisation: the last axis with mean 0 and variance 1, each example by itself, then scaled and shifted. Ba, Kiros and Hinton,
/// "Layer Normalization" (2016).
/// </summary>
public sealed partial class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance; above 0, or a constant example would be 0 / 0.</summary>
    [Above(0)]
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>scale · (x − mean) / √(variance + ε) + shift.</summary>
    [Formula]
    public Tensor Forward(
        Tensor x,
        [Parameter(nameof(LastAxis)), Ones, NoDecay] Tensor scale,
        [Parameter(nameof(LastAxis)), Zeros, NoDecay] Tensor shift)
    {
        Tensor centred = x - Ops.Mean(x, -1, keepAxis: true);
        Tensor variance = Ops.Mean(Ops.Square(centred), -1, keepAxis: true);
        return scale * centred / Ops.Sqrt(variance + Epsilon) + shift;
    }

    private Shape LastAxis(Shape x) => new(x[x.Rank - 1]);
}
