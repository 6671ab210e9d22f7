namespace FastGrad;

/// <summary>
/// The hyper-parameter must be a number or less. Anything else is a diagnostic in an attribute and an
/// <see cref="ArgumentOutOfRangeException"/> at run time.
/// </summary>
/// <param name="maximum">The end of the range, itself inside.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtMostAttribute(double maximum) : Attribute
{
    /// <summary>The end of the range, itself inside.</summary>
    public double Maximum { get; } = maximum;
}
