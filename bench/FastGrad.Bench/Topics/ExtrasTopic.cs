namespace FastGrad.Bench;

/// <summary>What a trainer may do beside the plain step, and what that costs: on 784-128-10, 32 examples.</summary>
internal static class ExtrasTopic
{
    private const string Plain = "plain";

    private static readonly (string Name, Func<TrainerOptions> Options)[] _ways =
    [
        (Plain, () => new()),
        ("clipped by value", () => new() { Clipping = GradientClipping.ByValue(0.1) }),
        ("clipped by norm", () => new() { Clipping = GradientClipping.ByNorm(1) }),
        ("clipped by tensor norm", () => new() { Clipping = GradientClipping.ByTensorNorm(1) }),
        ("four batches a step", () => new() { AccumulationSteps = 4 }),
        ("weights averaged", () => new() { AverageDecay = 0.999 }),
        ("on a schedule", () => new() { Schedule = new CosineAnnealingSchedule(1_000_000) }),
    ];

    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run(_ways.Select(way => Workloads.W4(32, way.Options(), way.Name)), rounds: 51);
        if (measured.Length == 0)
            return;
        Measurement? plain = measured.FirstOrDefault(row => row.Workload.Way == Plain);
        quick.Report.Table(
            ["W4 × 32", "µs", "÷ plain", "B allocated"],
            measured.Select(row => (FormattableString[])
                [$"{row.Workload.Way}", $"{row.Microseconds:G4}", $"{row.Microseconds / plain?.Microseconds:F2}", $"{row.Allocated}"]));
    }
}
