using FastGrad.Samples.Learning;

namespace FastGrad.Samples.Linear;

/// <summary>Points about the line y = 2x + 1.</summary>
public sealed record PointCloud(float[] X, float[] Y)
{
    public const double Slope = 2, Intercept = 1;

    /// <summary>Widest on the horizontal axis, both ways.</summary>
    public const double Reach = 1;

    /// <param name="count">How many.</param>
    /// <param name="noise">Deviation of the points from the line.</param>
    /// <param name="seed">The same seed, the same points.</param>
    public static PointCloud Create(int count, double noise, ulong seed)
    {
        Random random = Seeded.Random(seed);
        float[] x = new float[count], y = new float[count];
        for (int index = 0; index < count; index++)
        {
            x[index] = (float)random.Uniform(-Reach, Reach);
            y[index] = (float)(Slope * x[index] + Intercept + noise * random.Normal());
        }
        return new(x, y);
    }

    /// <summary>The line with the least squared error, in closed form. Legendre (1805): what the descent should find.</summary>
    public (double Slope, double Intercept) LeastSquares()
    {
        double meanX = X.Average(), meanY = Y.Average(), products = 0, squares = 0;
        foreach ((float x, float y) in X.Zip(Y))
        {
            products += (x - meanX) * (y - meanY);
            squares += (x - meanX) * (x - meanX);
        }
        double slope = products / squares;
        return (slope, meanY - slope * meanX);
    }
}
