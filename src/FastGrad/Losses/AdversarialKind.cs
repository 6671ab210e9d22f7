namespace FastGrad;

/// <summary>What the two sides of <see cref="AdversarialAttribute"/> play for.</summary>
public enum AdversarialKind
{
    /// <summary>Being right with the most probability; the generator being taken for real, which pulls most where it fails.</summary>
    NonSaturating,

    /// <summary>The paper's minimax game, both with opposite signs: the generator learns little where the discriminator is sure.</summary>
    Saturating,

    /// <summary>Half the squared distance of the score from 1 for real and 0 for fake. Mao et al. (2017).</summary>
    LeastSquares,

    /// <summary>The score itself, of a discriminator that is kept smooth, by clipping its weights for one. Arjovsky et al. (2017).</summary>
    Wasserstein,
}
