using System.Diagnostics;
using System.Globalization;

namespace FastGrad.Bench;

/// <summary>
/// Seconds instead of BenchmarkDotNet's minutes: short rounds of all workloads in turn, so that a disturbance meets them all, and the
/// median of each. The peak of fused multiply-adds is measured in the same rounds.
/// </summary>
internal static class Quick
{
    private static readonly TimeSpan _round = TimeSpan.FromMicroseconds(200);

    public static void Run(string filter, int rounds, bool asCsv)
    {
        Row[] rows = [.. Workloads.All().Where(workload => workload.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase)).Select(workload => new Row(workload))];
        List<double> peaks = [];
        foreach (Row row in rows)
            row.WarmUp();
        for (int round = 0; round < rounds; round++)
        {
            peaks.Add(FmaPeak.Measure());
            foreach (Row row in rows)
                row.Measure();
        }
        double peak = Median(peaks);
        if (asCsv)
            PrintCsv(rows, peak);
        else
            PrintTable(rows, peak);
    }

    private static void PrintTable(Row[] rows, double peak)
    {
        Write($"Peak of fused multiply-adds, one core: {peak:F0} GFLOP/s");
        Console.WriteLine();
        Console.WriteLine("| Workload | Batch | µs | least µs | GFLOP/s | of peak | B allocated |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (Row row in rows)
        {
            double rate = row.Workload.Flops / row.Microseconds / 1e3;
            Write($"| {row.Workload.Name} | {row.Workload.Batch} | {row.Microseconds:G4} | {row.Least:G4} | {rate:F1} | {rate / peak:P0} | {row.Allocated} |");
        }
    }

    // What compare.sh reads: workload, batch, variant, µs, flops.
    private static void PrintCsv(Row[] rows, double peak)
    {
        Write($"peak,1,fastgrad,{peak:R},0");
        foreach (Row row in rows)
            Write($"{row.Workload.Name},{row.Workload.Batch},fastgrad,{row.Microseconds:R},{row.Workload.Flops}");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed class Row(Workload workload)
    {
        private readonly List<double> _seconds = [];
        private long _calls = 1;

        public Workload Workload => workload;

        public double Microseconds => Median(_seconds) * 1e6;

        /// <summary>Where this is far below the median, something else was running.</summary>
        public double Least => _seconds.Min() * 1e6;

        /// <summary>By all measured calls together.</summary>
        public long Allocated { get; private set; }

        /// <summary>Past the JIT, and to the number of calls that fills a round.</summary>
        public void WarmUp()
        {
            workload.Run(100);
            while (true)
            {
                long start = Stopwatch.GetTimestamp();
                workload.Run(_calls);
                if (Stopwatch.GetElapsedTime(start) >= _round)
                    return;
                _calls *= 2;
            }
        }

        public void Measure()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            workload.Run(_calls);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            _seconds.Add(seconds / _calls);
        }
    }
}
