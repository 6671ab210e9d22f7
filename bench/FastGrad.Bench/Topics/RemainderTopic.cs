namespace FastGrad.Bench;

internal static class RemainderTopic
{
    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run(Workloads.Remainders, rounds: 301);
        if (measured.Length == 0)
            return;
        quick.Report.Table(
            ["Workload", "Batch", "µs", "µs per example", "÷ that of the nearest whole batch"],
            measured.Select(row =>
            {
                double whole = measured.Where(other => other.Workload.Name == row.Workload.Name && int.IsPow2(other.Workload.Batch))
                    .OrderBy(other => Math.Abs(other.Workload.Batch - row.Workload.Batch)).Select(PerExample).FirstOrDefault(double.NaN);
                return (FormattableString[])
                [
                    $"{row.Workload.Name}", $"{row.Workload.Batch}", $"{row.Microseconds:G4}",
                    $"{PerExample(row):G4}", $"{PerExample(row) / whole:F2}",
                ];
            }));
    }

    private static double PerExample(Measurement measured) => measured.Microseconds / measured.Workload.Batch;
}
