namespace FastGrad;

/// <summary>
/// Negative log-likelihood with class labels, of an output that is logarithms of probabilities: −output[label], averaged over examples; with
/// class weights the mean is Σ term / Σ weight[label], as PyTorch's. Fisher, "On the Mathematical Foundations of Theoretical Statistics" (1922).
/// </summary>
public sealed partial class NegativeLogLikelihoodAttribute : LossAttribute
{
    /// <summary>What each class counts, a number for each; at least 0. Null where all count alike.</summary>
    [AtLeast(0)]
    public double[]? ClassWeights { get; init; }

    /// <summary>−weight[label]·output[label].</summary>
    [Formula]
    public double Loss(Tensor output, int label, [Denominator] out double weight)
    {
        weight = 1;
        if (ClassWeights is null)
            return -output[label];
        weight = new Tensor(output.Shape, ClassWeights)[label];
        return -weight * output[label];
    }
}
