namespace FastGrad.Samples.Learning;

/// <summary>Random numbers that only the seed decides.</summary>
public static class Seeded
{
    public static Random Random(ulong seed) => new((int)(seed ^ (seed >> 32)));

    extension(Random random)
    {
        /// <summary>Uniform from <paramref name="low"/> to below <paramref name="high"/>.</summary>
        public double Uniform(double low, double high) => low + (high - low) * random.NextDouble();

        /// <summary>
        /// Normally distributed with mean 0 and deviation 1. Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958).
        /// </summary>
        public double Normal()
        {
            // In (0, 1], whose logarithm is finite.
            double radius = 1 - random.NextDouble(), angle = 2 * Math.PI * random.NextDouble();
            return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(angle);
        }
    }
}
