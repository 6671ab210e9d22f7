using System.Globalization;

namespace FastGrad;

/// <summary>Uniform in [Minimum, Maximum).</summary>
/// <param name="minimum">The least value; finite.</param>
/// <param name="maximum">What all values are below; finite, and not below the least.</param>
/// <exception cref="ArgumentException">They are not finite, or not in this order.</exception>
public sealed class UniformAttribute(double minimum, double maximum) : InitializerAttribute
{
    /// <summary>The least value; any.</summary>
    public double Minimum { get; } = double.IsFinite(minimum) && double.IsFinite(maximum) && minimum <= maximum
        ? minimum
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"Uniform needs a finite minimum and a maximum not below it, but they are {minimum} and {maximum}."));

    /// <summary>What all values are below; at least Minimum.</summary>
    public double Maximum { get; } = maximum;

    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans)
    {
        double share = random.NextDouble();
        // Weighed, so that ends far apart do not overflow.
        return (1 - share) * Minimum + share * Maximum;
    }
}
