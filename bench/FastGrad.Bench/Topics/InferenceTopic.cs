namespace FastGrad.Bench;

internal static class InferenceTopic
{
    private const int Rounds = 51, Calls = 10_000;

    public static void Run(Quick quick)
    {
        StepTopic.Run(quick, Workloads.Predictions, rounds: 301);
        Workload[] chosen = [.. Workloads.Predictions.Where(workload => quick.Wants(workload.ToString()))];
        if (chosen.Length == 0)
            return;
        Workload nothing = new("nothing", 1, () => _ => { });
        Latency[] latencies = Latency.Measure([nothing, .. chosen], quick.RoundsAsked ?? Rounds, Calls);
        quick.Report.Line($"Call by call, with a time stamp between any two, which takes {latencies[0].Median * 1e3:F0} ns and is not taken off:\n");
        quick.Report.Table(
            ["Workload", "p50 µs", "p99 µs", "p99.9 µs", "p99 ÷ p50"],
            latencies.Skip(1).Select(row => (FormattableString[])
                [$"{row.Workload.Name}", $"{row.Median:F3}", $"{row.Slow:F3}", $"{row.Slower:F3}", $"{row.Slow / row.Median:F2}"]));
        foreach (Latency row in latencies.Skip(1))
        {
            quick.Report.Csv($"{row.Workload.Name} p50", 1, Workload.Ours, row.Median);
            quick.Report.Csv($"{row.Workload.Name} p99", 1, Workload.Ours, row.Slow);
        }
    }
}
