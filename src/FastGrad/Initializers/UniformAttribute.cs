namespace FastGrad;

/// <summary>Uniform in [Minimum, Maximum).</summary>
/// <param name="minimum">The least value.</param>
/// <param name="maximum">What all values are below; not below the least.</param>
public sealed class UniformAttribute(double minimum, double maximum) : InitializerAttribute
{
    /// <summary>The least value; any.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>What all values are below; at least Minimum.</summary>
    public double Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans)
    {
        double share = random.NextDouble();
        // Weighed, so that ends far apart do not overflow.
        return (1 - share) * Minimum + share * Maximum;
    }
}
