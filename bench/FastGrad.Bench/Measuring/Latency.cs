namespace FastGrad.Bench;

/// <summary>How long single calls take: a time stamp between any two.</summary>
/// <param name="Workload">Which.</param>
/// <param name="Median">Microseconds; as all of these in the median of rounds.</param>
/// <param name="Slow">What one call in a hundred exceeds.</param>
/// <param name="Slower">What one call in a thousand exceeds.</param>
internal sealed record Latency(Workload Workload, double Median, double Slow, double Slower)
{
    private static readonly double[] _shares = [0.5, 0.99, 0.999];

    /// <param name="workloads">Timed in turn.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="calls">Of each in a round.</param>
    public static Latency[] Measure(Workload[] workloads, int rounds, int calls)
    {
        long[] stamps = new long[calls + 1];
        double[] microseconds = new double[calls];
        List<double>[][] percentiles = [.. workloads.Select(_ => _shares.Select(_ => new List<double>()).ToArray())];
        // The first round is the JIT's.
        for (int round = -1; round < rounds; round++)
            for (int index = 0; index < workloads.Length; index++)
            {
                workloads[index].Run(100);
                Stamp(workloads[index], stamps);
                for (int call = 0; call < calls; call++)
                    microseconds[call] = Clock.Microseconds(stamps[call], stamps[call + 1]);
                Array.Sort(microseconds);
                for (int share = 0; share < _shares.Length && round >= 0; share++)
                    percentiles[index][share].Add(Statistics.Percentile(microseconds, _shares[share]));
            }
        return [.. workloads.Zip(percentiles, (workload, of) =>
            new Latency(workload, Statistics.Median(of[0]), Statistics.Median(of[1]), Statistics.Median(of[2])))];
    }

    private static void Stamp(Workload workload, long[] stamps)
    {
        for (int call = 0; call < stamps.Length; call++)
        {
            stamps[call] = Clock.Now;
            workload.Run(1);
        }
    }
}
