namespace FastGrad.Bench;

internal static class ThreadTopic
{
    public static void Run(Quick quick)
    {
        // In turn, as always: where the machine is busy, two threads wait for each other, and the ratio says so.
        (_, Measurement[] measured) = quick.Run([Workloads.W5(1), Workloads.W5(2), Workloads.W6(1), Workloads.W6(2)], rounds: 31);
        if (measured.Length == 0)
            return;
        quick.Report.Line($"{Environment.ProcessorCount} processors.\n");
        quick.Report.Table(
            ["Workload", "Batch", "one thread, µs", "two threads, µs", "one ÷ two"],
            measured.GroupBy(row => row.Workload.Name).Where(pair => pair.Count() == 2).Select(pair => (FormattableString[])
            [
                $"{pair.Key}", $"{pair.First().Workload.Batch}", $"{pair.First().Microseconds:G4}", $"{pair.Last().Microseconds:G4}",
                $"{pair.First().Microseconds / pair.Last().Microseconds:F2}",
            ]));
    }
}
