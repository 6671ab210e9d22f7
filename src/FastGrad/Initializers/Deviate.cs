namespace FastGrad;

/// <summary>One number from each of the distributions that initialisers share.</summary>
internal static class Deviate
{
    /// <summary>Uniform in [−bound, bound).</summary>
    public static double Uniform(ref CounterRandom random, double bound) => bound * (2 * random.NextDouble() - 1);

    /// <summary>Normally distributed with mean 0 and deviation 1, by Box and Muller.</summary>
    public static double Normal(ref CounterRandom random)
    {
        // In (0, 1], whose logarithm is finite.
        double radius = 1 - random.NextDouble(), angle = 2 * Math.PI * random.NextDouble();
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(angle);
    }
}
