namespace FastGrad;

/// <summary>
/// The hyper-parameter must be a number or greater. Anything else is a diagnostic in an attribute and an
/// <see cref="ArgumentOutOfRangeException"/> at run time.
/// </summary>
/// <param name="minimum">The end of the range, itself inside.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AtLeastAttribute(double minimum) : Attribute
{
    /// <summary>The end of the range, itself inside.</summary>
    public double Minimum { get; } = minimum;
}
