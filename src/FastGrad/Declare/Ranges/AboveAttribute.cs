namespace FastGrad;

/// <summary>
/// The hyper-parameter must be greater than a number. Anything else is a diagnostic in an attribute and an
/// <see cref="ArgumentOutOfRangeException"/> at run time.
/// </summary>
/// <param name="minimum">The end of the range, itself outside.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AboveAttribute(double minimum) : Attribute
{
    /// <summary>The end of the range, itself outside.</summary>
    public double Minimum { get; } = minimum;
}
