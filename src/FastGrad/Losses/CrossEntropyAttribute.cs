namespace FastGrad;

/// <summary>
/// Softmax cross-entropy with class labels: −log softmax(logits)[label] = log Σ exp(logits) − logits[label], averaged over examples.
/// Written with the logarithm of the sum, so that logits of any size neither overflow nor become log 0.
/// Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs" (1990).
/// </summary>
[TakesLogits]
public sealed partial class CrossEntropyAttribute : LossAttribute
{
    /// <summary>log Σ exp(logits) − logits[label].</summary>
    [Formula]
    public double Loss(Tensor logits, int label) => Ops.LogSumExp(logits) - logits[label];
}
