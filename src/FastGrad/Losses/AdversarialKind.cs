namespace FastGrad;

/// <summary>What the two sides of <see cref="AdversarialAttribute"/> play for.</summary>
public enum AdversarialKind
{
    /// <summary>The logarithm of the probability of being right; the generator that of being taken for real, which pulls most where it fails.</summary>
    NonSaturating,

    /// <summary>The same for both with opposite signs, the paper's minimax game: the generator learns little where the discriminator is sure.</summary>
    Saturating,

    /// <summary>Half the squared distance of the score from 1 for real and 0 for fake. Mao et al. (2017).</summary>
    LeastSquares,

    /// <summary>The score itself, of a discriminator that is kept smooth, by clipping its weights for one. Arjovsky et al. (2017).</summary>
    Wasserstein,
}
