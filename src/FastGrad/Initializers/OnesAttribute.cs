namespace FastGrad;

/// <summary>Every element 1.</summary>
public sealed class OnesAttribute : InitializerAttribute
{
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => 1;
}
