namespace FastGrad;

/// <summary>
/// Normally distributed. Made by Box and Muller's "A Note on the Generation of Random Normal Deviates" (1958).
/// </summary>
public sealed class NormalAttribute : InitializerAttribute
{
    /// <summary>The standard deviation σ; at least 0.</summary>
    [AtLeast(0)]
    public double Deviation { get; init; } = 1;

    /// <summary>The mean μ; any.</summary>
    public double Mean { get; init; }

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => Mean + Deviation * Deviate.Normal(ref random);
}
