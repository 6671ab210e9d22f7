namespace FastGrad;

/// <summary>Every element the same number.</summary>
/// <param name="value">The number.</param>
public sealed class ConstantAttribute(double value) : InitializerAttribute
{
    /// <summary>The number; any.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => Value;
}
