using System.Numerics;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>Examples of random numbers, the same for the same seed.</summary>
internal static class Examples
{
    public static T[] Numbers<T>(int seed, int count) where T : INumber<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked((float)(2 * random.NextDouble() - 1)))];
    }

    public static int[] Whole(int seed, int count, int below, int from = 0)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(from, below))];
    }

    public static double[] Values<T>(ParameterSet<T> set) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. set.SelectMany(parameter => parameter.Values.ToArray()).Select(double.CreateChecked)];

    public static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])),
                $"{what} {i}: the CPU has {expected[i]:R}, the device {actual[i]:R}");
        }
    }
}
