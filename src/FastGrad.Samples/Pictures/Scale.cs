namespace FastGrad.Samples.Pictures;

/// <summary>A mark on an axis.</summary>
public readonly record struct Tick(double Value, string Label);

/// <summary>Where numbers stand on an axis.</summary>
/// <param name="low">At its beginning.</param>
/// <param name="high">At its end, above <paramref name="low"/>.</param>
public abstract class Scale(double low, double high)
{
    /// <summary>Share of the numbers' range that is left free before the least and after the greatest.</summary>
    protected const double Margin = 0.04;

    public double Low { get; } = low;

    public double High { get; } = high;

    /// <summary>0 at the beginning, 1 at the end, beyond these for what lies outside; NaN for what has no place at all.</summary>
    public abstract double Share(double value);

    /// <summary>Round numbers within the scale.</summary>
    /// <param name="most">About how many there is room for; at least 1.</param>
    public abstract IReadOnlyList<Tick> Ticks(int most);
}
