namespace FastGrad;

/// <summary>
/// Softmax cross-entropy with class labels: −log softmax(logits)[label] = log Σ exp(logits) − logits[label], averaged over examples.
/// Written with the logarithm of the sum, so that logits of any size neither overflow nor become log 0. With class weights the mean is
/// Σ term / Σ weight[label], as PyTorch's; smoothing is by Szegedy et al., "Rethinking the Inception Architecture for Computer Vision" (2016).
/// Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs" (1990).
/// </summary>
[TakesLogits]
public sealed partial class CrossEntropyAttribute : LossAttribute
{
    /// <summary>The share ε of the target that is spread over all classes alike; from 0 to below 1. Fixed when compiled.</summary>
    [Structural, InRange(0, 1)]
    public double LabelSmoothing { get; init; }

    /// <summary>What each class counts, a number for each; at least 0. Null where all count alike.</summary>
    [AtLeast(0)]
    public double[]? ClassWeights { get; init; }

    /// <summary>
    /// (1 − ε)·weight[label]·(log Σ exp(logits) − logits[label]) + ε · mean of weight·(log Σ exp(logits) − logits).
    /// </summary>
    [Formula]
    public double Loss(Tensor logits, int label, [Denominator] out double weight)
    {
        double all = Ops.LogSumExp(logits), loss = all - logits[label];
        weight = 1;
        if (ClassWeights is null)
            return LabelSmoothing == 0 ? loss : (1 - LabelSmoothing) * loss + LabelSmoothing * Ops.Mean(all - logits);
        Tensor weights = new(logits.Shape, ClassWeights);
        weight = weights[label];
        return LabelSmoothing == 0
            ? weight * loss
            : (1 - LabelSmoothing) * weight * loss + LabelSmoothing * Ops.Mean(weights * (all - logits));
    }
}
