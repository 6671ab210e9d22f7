namespace FastGrad;

/// <summary>Logarithms of shares that add up to 1 along the last axis: x − log Σ eˣ, finite where the share is too small for a number.</summary>
public sealed partial class LogSoftmaxAttribute : LayerAttribute
{
    /// <summary>x − log Σ eˣ along the last axis.</summary>
    [Formula]
    public Tensor Forward(Tensor x) => Ops.LogSoftmax(x, -1);
}
