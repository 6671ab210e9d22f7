namespace FastGrad;

/// <summary>
/// Dice loss of probabilities p and a mask t, for segmentation where few elements are foreground: 1 − (2 · Σ p·t + Smooth) / (Σ p + Σ t + Smooth),
/// over each example or over the batch. Dice, "Measures of the Amount of Ecologic Association Between Species" (1945); Milletari, Navab and
/// Ahmadi, "V-Net" (2016).
/// </summary>
public sealed partial class DiceAttribute : LossAttribute
{
    /// <summary>What numerator and denominator have in addition, so that nothing found where nothing is counts as perfect; above 0.</summary>
    [Above(0)]
    public double Smooth { get; init; } = 1;

    /// <summary>Whether the sums go over all examples of the batch, instead of over each one; fixed when compiled.</summary>
    public bool OverBatch { get; init; }

    /// <summary>1 − (2 · Σ p·t + Smooth) / (Σ p + Σ t + Smooth).</summary>
    [Formula]
    public double Loss(Tensor probability, Tensor target)
    {
        // On one denominator, so that a good fit is no difference from 1: what is missed is Σ p + Σ t − 2 · Σ p·t, of terms that are all of one sign.
        double missed = Ops.Sum(probability * (1 - target) + target * (1 - probability)), all = Ops.Sum(probability + target);
        if (OverBatch)
        {
            missed = Ops.BatchSum(missed);
            all = Ops.BatchSum(all);
        }
        return missed / (all + Smooth);
    }
}
