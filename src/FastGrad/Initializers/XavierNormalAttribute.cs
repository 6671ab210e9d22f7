namespace FastGrad;

/// <summary>
/// Normally distributed with mean 0 and standard deviation Gain·√(2 / (fan-in + fan-out)), a compromise between keeping the size of activations
/// and that of gradients. Glorot and Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks" (2010).
/// </summary>
public sealed class XavierNormalAttribute : ScaledInitializerAttribute
{
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) =>
        GainFor(fans) * Math.Sqrt(2.0 / ((double)fans.In + fans.Out)) * Deviate.Normal(ref random);
}
