namespace FastGrad.Samples.Pictures;

/// <summary>What an axis measures, and how.</summary>
/// <param name="Label">Written beside it.</param>
public sealed record Axis(string Label = "")
{
    /// <summary>Whether equal factors, and not equal differences, are equally long.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Where it begins; without it, a little before the least number.</summary>
    public double? Low { get; init; }

    /// <summary>Where it ends; without it, a little after the greatest number.</summary>
    public double? High { get; init; }

    /// <summary>The scale on which these numbers have room.</summary>
    public Scale Fit(IEnumerable<double> values) =>
        IsLogarithmic ? LogScale.Fit(values, Low, High) : LinearScale.Fit(values, Low, High);
}
