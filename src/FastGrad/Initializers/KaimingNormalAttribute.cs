namespace FastGrad;

/// <summary>
/// Normally distributed with mean 0 and standard deviation Gain / √fan, which keeps the size of activations from layer to layer (fan-in) or
/// that of gradients (fan-out). He et al., "Delving Deep into Rectifiers" (2015).
/// </summary>
public sealed class KaimingNormalAttribute : ScaledInitializerAttribute
{
    /// <summary>What is divided by: the inputs of one output, or the outputs of one input.</summary>
    public FanMode Mode { get; init; } = FanMode.In;

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) =>
        GainFor(fans) / Math.Sqrt(Mode == FanMode.In ? fans.In : fans.Out) * Deviate.Normal(ref random);
}
