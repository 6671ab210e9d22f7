using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Gan;

/// <summary>Three normal distributions, equally often: what is to be learned.</summary>
public static class Mixture
{
    /// <summary>The same for all three.</summary>
    public const double Deviation = 0.25;

    private static readonly double[] _means = [-2, 0, 2];

    public static IReadOnlyList<double> Means => _means;

    public static void Sample(Random random, Span<float> numbers)
    {
        for (int index = 0; index < numbers.Length; index++)
            numbers[index] = (float)(_means[random.Next(_means.Length)] + Deviation * random.Normal());
    }

    public static double Density(double x) => _means.Average(mean =>
        Math.Exp(-0.5 * Math.Pow((x - mean) / Deviation, 2)) / (Deviation * Math.Sqrt(2 * Math.PI)));
}
