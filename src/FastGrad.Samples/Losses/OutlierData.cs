using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Losses;

/// <summary>Points about the line y = 2x + 1, of which some are far above it: typing errors, a loose contact.</summary>
public sealed record OutlierData(float[] X, float[] Y)
{
    public const double Slope = 2, Intercept = 1;

    /// <summary>Widest on the horizontal axis, both ways.</summary>
    public const double Reach = 1;

    private const int Count = 100;
    private const double Noise = 0.15, OutlierShare = 0.15;

    public static OutlierData Create(ulong seed)
    {
        Random random = Seeded.Random(seed);
        float[] x = new float[Count], y = new float[Count];
        for (int index = 0; index < Count; index++)
        {
            x[index] = (float)random.Uniform(-Reach, Reach);
            // More of them at the right, so that they turn the line and not only lift it.
            bool isOutlier = random.NextDouble() < OutlierShare * (1 + x[index] / Reach);
            y[index] = (float)(Slope * x[index] + Intercept + Noise * random.Normal() + (isOutlier ? random.Uniform(4, 8) : 0));
        }
        return new(x, y);
    }
}
