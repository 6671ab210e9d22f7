namespace FastGrad;

/// <summary>
/// Normally distributed with mean 0 and variance 1 / fan-in, whatever follows: what Selu asks for. LeCun et al., "Efficient BackProp" (1998).
/// </summary>
public sealed class LeCunNormalAttribute : InitializerAttribute
{
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => Deviate.Normal(ref random) / Math.Sqrt(fans.In);
}
