namespace FastGrad;

/// <summary>
/// Uniform in [−b, b), b = √(3 / fan-in): variance 1 / fan-in, whatever follows. LeCun et al., "Efficient BackProp" (1998).
/// </summary>
public sealed class LeCunUniformAttribute : InitializerAttribute
{
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => Deviate.Uniform(ref random, Math.Sqrt(3.0 / fans.In));
}
