using System.Runtime;

namespace FastGrad.Bench;

/// <summary>Short rounds of all workloads in turn, so that a disturbance meets them all, and the median of each.</summary>
internal static class Rounds
{
    // What was called often is compiled once more in the background, and once more after that: the library's own kernels are at their best
    // at once, but what calls them is not, nor are peers.
    private const int MostWarmUps = 25, QuietWarmUps = 2;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <param name="workloads">What is timed.</param>
    /// <param name="count">How many rounds.</param>
    /// <param name="leastMicroseconds">Of a workload in each.</param>
    public static Measurement[] Run(IEnumerable<Workload> workloads, int count, double leastMicroseconds = 1000)
    {
        Row[] rows = [.. workloads.Select(workload => new Row(workload, count, leastMicroseconds))];
        for (int warmUp = 0, quiet = 0; warmUp < MostWarmUps && quiet < QuietWarmUps; warmUp++)
        {
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (Row row in rows)
                row.WarmUp();
            Thread.Sleep(_pause);
            quiet = JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
        for (int round = 0; round < count; round++)
            foreach (Row row in rows)
                row.Measure();
        return [.. rows.Select(row => row.Result())];
    }

    private sealed class Row(Workload workload, int rounds, double leastMicroseconds)
    {
        private readonly List<double> _microseconds = new(rounds);
        private long _calls = 1;
        private long _allocated;

        /// <summary>To the number of calls that fills a round.</summary>
        public void WarmUp()
        {
            long begin = Clock.Now;
            for (int call = 0; call < 100 && Clock.MicrosecondsSince(begin) < 20_000; call++)
                workload.Run(1);
            for (_calls = 1; ; _calls *= 2)
            {
                long start = Clock.Now;
                workload.Run(_calls);
                if (Clock.MicrosecondsSince(start) >= leastMicroseconds)
                    return;
            }
        }

        public void Measure()
        {
            // Steady state: whoever came before has left the caches full of his own.
            workload.Run((_calls + 1) / 2);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Clock.Now;
            workload.Run(_calls);
            double microseconds = Clock.MicrosecondsSince(start);
            _allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _microseconds.Add(microseconds / _calls);
        }

        public Measurement Result() => new(workload, Statistics.Median(_microseconds), _microseconds.Min(), _allocated, _calls * rounds);
    }
}
