namespace FastGrad.Bench;

internal static class StepTopic
{
    public static void Run(Quick quick) => Run(quick, Workloads.Steps, rounds: 101);

    /// <summary>The table of whole calls.</summary>
    public static void Run(Quick quick, IEnumerable<Workload> workloads, int rounds)
    {
        (Measurement[] references, Measurement[] measured) = quick.Run(workloads, rounds, FmaPeak.Workload);
        if (measured.Length == 0)
            return;
        double peak = references[0].FlopRate;
        quick.Report.Line($"Peak of fused multiply-adds, one core: {peak:F0} GFLOP/s\n");
        quick.Report.Table(
            ["Workload", "Batch", "µs", "least µs", "GFLOP/s", "of peak", "B allocated"],
            measured.Select(row => (FormattableString[])
            [
                $"{row.Workload.Name}", $"{row.Workload.Batch}", $"{row.Microseconds:G4}", $"{row.Least:G4}",
                $"{row.FlopRate:F1}", $"{row.FlopRate / peak:P0}", $"{row.Allocated}",
            ]));
    }
}
