using System.Numerics;

namespace FastGrad.Tests.Runtime;

/// <summary>Numbers that find mistakes: every kind of special value, the edges of the algorithms, and random ones of all magnitudes.</summary>
internal static class Samples
{
    private static readonly double[] Remarkable =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2, -2, 1e-30, -1e-30, 1e30, -1e30, 3.25, -3.75, Math.PI, -Math.E,
        0.625, -0.625, 0.62499994, 0.6249999999999999, 9, -9, 20, -20, 50, -50, 87, 88.7, 88.8, -87.4, -103.9, -104, 127, 709.7, 709.8, -708.4, -745.1, -746,
        1e5, -1e5, 1e-5, -1e-5, 1e-8, 1e-20, 1e-40, -1e-40, 1e-310, -1e-310, 1e300, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    public static T[] Of<T>(int random = 400) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random generator = new(7);
        List<T> all = [.. Remarkable.Select(T.CreateTruncating), T.Epsilon, -T.Epsilon];
        for (int index = 0; index < random; index++)
        {
            double magnitude = Math.Pow(10, generator.NextDouble() * (index % 3 == 0 ? 60 : 6) - (index % 3 == 0 ? 40 : 4));
            all.Add(T.CreateTruncating(generator.Next(2) == 0 ? magnitude : -magnitude));
        }
        return [.. all];
    }
}
