namespace FastGrad;

/// <summary>
/// Shares that add up to 1 along the last axis: eˣ / Σ eˣ. Bridle, "Probabilistic Interpretation of Feedforward Classification Network
/// Outputs" (1990). Not before a cross-entropy, which takes the logits themselves.
/// </summary>
public sealed partial class SoftmaxAttribute : LayerAttribute
{
    /// <summary>eˣ / Σ eˣ along the last axis, without overflow.</summary>
    [Formula]
    public Tensor Forward(Tensor x) => Ops.Softmax(x, -1);
}
