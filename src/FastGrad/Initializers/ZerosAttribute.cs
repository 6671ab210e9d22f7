namespace FastGrad;

/// <summary>Every element 0.</summary>
public sealed class ZerosAttribute : InitializerAttribute
{
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => 0;
}
