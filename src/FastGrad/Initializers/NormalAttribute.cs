namespace FastGrad;

/// <summary>Normally distributed with mean 0. Made by Box and Muller's "A Note on the Generation of Random Normal Deviates" (1958).</summary>
public sealed class NormalAttribute : InitializerAttribute
{
    /// <summary>The standard deviation; at least 0.</summary>
    public double Deviation { get; init; } = 1;

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans)
    {
        // In (0, 1], whose logarithm is finite.
        double radius = 1 - random.NextDouble(), angle = 2 * Math.PI * random.NextDouble();
        return Deviation * Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(angle);
    }
}
