namespace FastGrad;

/// <summary>
/// Softmax cross-entropy with a distribution over the classes for each example: −Σ target · log softmax(logits), averaged over examples.
/// Class weights multiply the classes' terms and, as in PyTorch, do not count in the mean. Targets are taken as they are, whatever they sum to.
/// Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs" (1990).
/// </summary>
[TakesLogits]
public sealed partial class CrossEntropyWithProbabilitiesAttribute : LossAttribute
{
    /// <summary>The share ε of the target that is spread over all classes alike; from 0 to below 1. Fixed when compiled.</summary>
    [Structural, InRange(0, 1)]
    public double LabelSmoothing { get; init; }

    /// <summary>What each class counts, a number for each; at least 0. Null where all count alike.</summary>
    [AtLeast(0)]
    public double[]? ClassWeights { get; init; }

    /// <summary>Σ weight · ((1 − ε)·target + ε / classes) · (log Σ exp(logits) − logits).</summary>
    [Formula]
    public double Loss(Tensor logits, Tensor target)
    {
        // log Σ exp(logits) in two parts, as in CrossEntropy.
        double top = Ops.StopGradient(Ops.Max(logits));
        Tensor exponentials = Ops.Exp(logits - top);
        Tensor losses = top - logits + Math.Log(Ops.Sum(exponentials));
        if (ClassWeights is not null)
            losses *= new Tensor(logits.Shape, ClassWeights);
        if (LabelSmoothing > 0)
            target = (1 - LabelSmoothing) * target + LabelSmoothing / logits.Length;
        return Ops.Sum(target * losses);
    }
}
