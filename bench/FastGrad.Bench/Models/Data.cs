namespace FastGrad.Bench;

/// <summary>Random batches, the same in every run.</summary>
internal static class Data
{
    /// <summary>As many as are taken in turn.</summary>
    public static float[][] Batches(Random random, int length) => [.. Enumerable.Range(0, Workload.Batches).Select(_ => Normal(random, length))];

    public static int[][] Labels(Random random, int batch, int classes) =>
        [.. Enumerable.Range(0, Workload.Batches).Select(_ => Enumerable.Range(0, batch).Select(_ => random.Next(classes)).ToArray())];

    public static float[] Normal(Random random, int length)
    {
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = Normal(random);
        return values;
    }

    // Box and Muller's.
    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
