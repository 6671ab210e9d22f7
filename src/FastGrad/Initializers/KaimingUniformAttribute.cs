namespace FastGrad;

/// <summary>
/// Uniform in [−b, b), b = Gain·√(3 / fan-in): variance Gain² / fan-in, which keeps the size of activations from layer to layer.
/// He et al., "Delving Deep into Rectifiers" (2015).
/// </summary>
public sealed class KaimingUniformAttribute : InitializerAttribute
{
    /// <summary>
    /// What the following activation takes from the standard deviation: √2 for a rectifier, which drops half; 1 for none.
    /// </summary>
    public double Gain { get; init; } = Math.Sqrt(2);

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans)
    {
        double bound = Gain * Math.Sqrt(3.0 / fans.In);
        return bound * (2 * random.NextDouble() - 1);
    }
}
