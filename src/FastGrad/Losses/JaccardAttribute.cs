namespace FastGrad;

/// <summary>
/// Jaccard loss of probabilities p and a mask t, one minus their intersection over union: 1 − (I + Smooth) / (Σ p + Σ t − I + Smooth), with
/// I = Σ p·t, over each example or over the batch. Jaccard, "The Distribution of the Flora in the Alpine Zone" (1912); Rahman and Wang, "Optimizing
/// Intersection-Over-Union in Deep Neural Networks for Image Segmentation" (2016).
/// </summary>
public sealed partial class JaccardAttribute : LossAttribute
{
    /// <summary>What numerator and denominator have in addition, so that nothing found where nothing is counts as perfect; above 0.</summary>
    [Above(0)]
    public double Smooth { get; init; } = 1;

    /// <summary>Whether the sums go over all examples of the batch, instead of over each one; fixed when compiled.</summary>
    public bool OverBatch { get; init; }

    /// <summary>1 − (I + Smooth) / (Σ p + Σ t − I + Smooth), with I = Σ p·t.</summary>
    [Formula]
    public double Loss(Tensor probability, Tensor target)
    {
        // On one denominator, so that a good fit is no difference from 1: what is missed is the union without the intersection.
        double missed = Ops.Sum(probability * (1 - target) + target * (1 - probability));
        double union = Ops.Sum(probability + target * (1 - probability));
        if (OverBatch)
        {
            missed = Ops.BatchSum(missed);
            union = Ops.BatchSum(union);
        }
        return missed / (union + Smooth);
    }
}
