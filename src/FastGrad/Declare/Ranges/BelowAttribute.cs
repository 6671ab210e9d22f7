namespace FastGrad;

/// <summary>
/// The hyper-parameter must be less than a number. Anything else is a diagnostic in an attribute and an
/// <see cref="ArgumentOutOfRangeException"/> at run time.
/// </summary>
/// <param name="maximum">The end of the range, itself outside.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BelowAttribute(double maximum) : Attribute
{
    /// <summary>The end of the range, itself outside.</summary>
    public double Maximum { get; } = maximum;
}
