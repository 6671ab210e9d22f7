namespace FastGrad;

/// <summary>Targets of <see cref="AdversarialAttribute"/>: what a score should say.</summary>
public static class AdversarialTarget
{
    /// <summary>For the discriminator: the example is one of the data.</summary>
    public const float Real = 1;

    /// <summary>For the discriminator: the example is a generated one.</summary>
    public const float Fake = 0;

    /// <summary>For the generator: the example is a generated one that should be taken for one of the data.</summary>
    public const float Fool = -1;
}
