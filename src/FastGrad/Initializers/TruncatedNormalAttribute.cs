namespace FastGrad;

/// <summary>
/// Normally distributed, but only what lies within two standard deviations of the mean: x = μ + σ·Φ⁻¹(u) for u uniform between Φ(−2) and Φ(2), as
/// PyTorch's <c>trunc_normal_</c> makes it. The deviation is that of the whole distribution; what is left of it has 0.8796·σ.
/// </summary>
public sealed class TruncatedNormalAttribute : InitializerAttribute
{
    /// <summary>Φ(2) − Φ(0): half of what is kept.</summary>
    private const double HalfKept = 0.47724986805182079;

    /// <summary>How many standard deviations from the mean are kept.</summary>
    private const double Cut = 2;

    /// <summary>The standard deviation σ before it is cut; at least 0.</summary>
    [AtLeast(0)]
    public double Deviation { get; init; } = 1;

    /// <summary>The mean μ; any.</summary>
    public double Mean { get; init; }

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans)
    {
        // From the middle, whose neighbourhood then has all digits.
        double quantile = InverseNormal.FromCentre(HalfKept * (2 * random.NextDouble() - 1));
        return Mean + Deviation * Math.Clamp(quantile, -Cut, Cut);
    }
}
