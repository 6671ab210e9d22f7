namespace FastGrad;

/// <summary>
/// Losses of an adversarial game by the discriminator's score x and a target of <see cref="AdversarialTarget"/> (any other counts as real), averaged
/// over outputs and examples.
/// For real, fake and fool: non-saturating log(1 + e⁻ˣ), log(1 + eˣ), log(1 + e⁻ˣ); saturating the same with −log(1 + eˣ) for fool; least squares
/// (x − 1)² / 2, x² / 2, (x − 1)² / 2; Wasserstein −x, x, −x. Goodfellow et al., "Generative Adversarial Nets" (2014); Mao et al., "Least Squares
/// Generative Adversarial Networks" (2017); Arjovsky, Chintala and Bottou, "Wasserstein GAN" (2017).
/// </summary>
/// <param name="kind">Which of the four; fixed when compiled.</param>
[TakesLogits]
public sealed partial class AdversarialAttribute(AdversarialKind kind) : LossAttribute
{
    /// <summary>Which of the four; fixed when compiled.</summary>
    public AdversarialKind Kind { get; } = kind;

    /// <summary>log(1 + e^∓x), (x − 1)² / 2 and x² / 2, or ∓x.</summary>
    [Formula]
    public double Loss(double score, double target)
    {
        // What should become small.
        double wrong = target == AdversarialTarget.Fake ? score : -score;
        if (Kind == AdversarialKind.Wasserstein)
            return wrong;
        if (Kind == AdversarialKind.LeastSquares)
            return 0.5 * Ops.Square(target == AdversarialTarget.Fake ? score : score - 1);
        double loss = Ops.Softplus(wrong);
        return Kind == AdversarialKind.Saturating && target == AdversarialTarget.Fool ? -Ops.Softplus(score) : loss;
    }
}
