namespace FastGrad;

/// <summary>Base of initialisers that make up for what the following activation takes from the size of values.</summary>
public abstract class ScaledInitializerAttribute : InitializerAttribute
{
    /// <summary>
    /// What the standard deviation is multiplied by; above 0. Not given, which reads as NaN, it is that of the activation that follows the
    /// layer (<see cref="GainAttribute"/>: √2 for a rectifier, which drops half), and 1 where none follows.
    /// </summary>
    [Above(0)]
    public double Gain { get; init; } = double.NaN;

    /// <summary>The gain given, or else the activation's.</summary>
    /// <param name="fans">Of the parameter.</param>
    protected double GainFor(Fans fans) => double.IsNaN(Gain) ? fans.Gain : Gain;
}
