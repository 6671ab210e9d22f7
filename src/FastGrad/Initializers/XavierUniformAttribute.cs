namespace FastGrad;

/// <summary>
/// Uniform in [−b, b), b = Gain·√(6 / (fan-in + fan-out)), a compromise between keeping the size of activations and that of gradients. Glorot and
/// Bengio, "Understanding the Difficulty of Training Deep Feedforward Neural Networks" (2010).
/// </summary>
public sealed class XavierUniformAttribute : ScaledInitializerAttribute
{
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) =>
        Deviate.Uniform(ref random, GainFor(fans) * Math.Sqrt(6.0 / ((double)fans.In + fans.Out)));
}
