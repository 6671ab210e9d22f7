namespace FastGrad;

/// <summary>
/// The hyper-parameter must be at least one number and below another: half open, because the typical case is a decay rate,
/// whose bias correction 1 − βᵗ is 0 at β = 1. Anything else is a diagnostic in an attribute and an <see cref="ArgumentOutOfRangeException"/> at run time.
/// </summary>
/// <param name="minimum">The lower end, itself inside.</param>
/// <param name="maximum">The upper end, itself outside.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InRangeAttribute(double minimum, double maximum) : Attribute
{
    /// <summary>The lower end, itself inside.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The upper end, itself outside.</summary>
    public double Maximum { get; } = maximum;
}
