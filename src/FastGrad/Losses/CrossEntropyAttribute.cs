namespace FastGrad;

/// <summary>
/// Softmax cross-entropy with class labels: −log softmax(logits)[label] = log Σ exp(logits) − logits[label], averaged over examples.
/// Written with differences from the largest logit, so that logits of any size neither overflow nor become log 0, nor lose digits. With class
/// weights the mean is Σ term / Σ weight[label], as PyTorch's; smoothing is by Szegedy et al., "Rethinking the Inception Architecture for Computer
/// Vision" (2016).
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
        // log Σ exp(logits) is top and the rest. The difference of large logits first, or their rounding would be the loss's; top cancels out of the
        // derivative.
        double top = Ops.StopGradient(Ops.Max(logits));
        Tensor exponentials = Ops.Exp(logits - top);
        double lossTerm = top - logits[label] + Rest(exponentials);
        weight = 1;
        if (ClassWeights is null)
            return LabelSmoothing == 0 ? lossTerm : (1 - LabelSmoothing) * lossTerm + LabelSmoothing * Ops.Mean(top - logits + Rest(exponentials));
        Tensor weights = new(logits.Shape, ClassWeights);
        weight = weights[label];
        return LabelSmoothing == 0
            ? weight * lossTerm
            : (1 - LabelSmoothing) * weight * lossTerm + LabelSmoothing * Ops.Mean(weights * (top - logits + Rest(exponentials)));
    }

    private static double Rest(Tensor exponentials) => Math.Log(Ops.Sum(exponentials));
}
