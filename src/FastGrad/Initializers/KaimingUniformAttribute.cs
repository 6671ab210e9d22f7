namespace FastGrad;

/// <summary>
/// Uniform in [−b, b), b = Gain·√(3 / fan): variance Gain² / fan, which keeps the size of activations from layer to layer (fan-in) or that of
/// gradients (fan-out). He et al., "Delving Deep into Rectifiers" (2015).
/// </summary>
public sealed class KaimingUniformAttribute : ScaledInitializerAttribute
{
    /// <summary>What is divided by: the inputs of one output, or the outputs of one input.</summary>
    public FanMode Mode { get; init; } = FanMode.In;

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) =>
        Deviate.Uniform(ref random, GainFor(fans) * Math.Sqrt(3.0 / (Mode == FanMode.In ? fans.In : fans.Out)));
}
