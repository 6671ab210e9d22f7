namespace FastGrad;

/// <summary>
/// Focal loss of several classes with labels: −α·(1 − p)^γ·log p with p = softmax(logits)[label], averaged over examples; what is classified
/// well counts less. γ = 0 and α = 1 are cross-entropy. With d = log Σ exp(other logits − logits[label]) it is α·exp(−γ·softplus(−d))·softplus(d),
/// which is right for logits of any size and has no pole where p is 1 and γ below 1.
/// Lin, Goyal, Girshick, He, Dollár, "Focal Loss for Dense Object Detection" (2017).
/// </summary>
[TakesLogits]
public sealed partial class FocalAttribute : LossAttribute
{
    /// <summary>Factor of the loss, α; at least 0.</summary>
    [AtLeast(0)]
    public double Alpha { get; init; } = 0.25;

    /// <summary>How much less counts what is classified well, γ; at least 0.</summary>
    [AtLeast(0)]
    public double Gamma { get; init; } = 2;

    /// <summary>−α·(1 − p)^γ·log p.</summary>
    [Formula]
    public double Loss(Tensor logits, int label)
    {
        Tensor others = Ops.Where(Ops.Equal(Ops.Indices(logits.Shape, 0), label), double.NegativeInfinity, logits);
        // The difference first: of large logits the logarithm would round away what tells them apart.
        double distance = Ops.LogSumExp(others - logits[label]);
        return Alpha * Math.Exp(-Gamma * Ops.Softplus(-distance)) * Ops.Softplus(distance);
    }
}
