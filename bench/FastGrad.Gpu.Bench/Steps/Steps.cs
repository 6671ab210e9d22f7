namespace FastGrad.Gpu.Bench;

/// <summary>Training steps, beside the CPU's.</summary>
internal static class Steps
{
    public static IEnumerable<Subject> All =>
    [
        W1(1), W1(32), W2(1), W2(16), W2(64), W3(32),
        Of("W4", 32, Widths.W4, Labels, () => new W4(1).CreateTrainer(32), machine => new W4(1).CreateTrainer(machine.Accelerator, 32)),
        Of("W4", 128, Widths.W4, Labels, () => new W4(1).CreateTrainer(128), machine => new W4(1).CreateTrainer(machine.Accelerator, 128)),
        Of("W5", 128, Widths.W5, Labels, () => new W5(1).CreateTrainer(128), machine => new W5(1).CreateTrainer(machine.Accelerator, 128)),
        Of("W6", 256, Widths.W6, Labels, () => new W6(1).CreateTrainer(256), machine => new W6(1).CreateTrainer(machine.Accelerator, 256)),
    ];

    public static void Show(Report report, Result[] results, double peak) => report.Table(
        ["Workload", "Batch", "Way", "µs", "least µs", "GFLOP/s", "of peak", "CPU ÷ it", "B allocated a step"],
        results.GroupBy(result => result.Subject).SelectMany(subject => subject.Select(result => (FormattableString[])
        [
            $"{result.Subject.Name}", $"{result.Subject.Batch}", $"{result.Way.Name}", $"{Text.Of(result.Microseconds)}", $"{Text.Of(result.Least)}",
            $"{result.FlopRate:F1}", $"{Text.Share(result.Way.Name == TrainingSteps.Cpu ? double.NaN : result.FlopRate / peak)}",
            $"{subject.First().Microseconds / result.Microseconds:F2}", $"{result.Allocated:F0}",
        ])));

    /// <summary>Random numbers to come near to.</summary>
    public static float[][] Numbers(Random random, int batch, int outputs) => Data.Batches(random, batch * outputs);

    /// <summary>Random classes.</summary>
    public static int[][] Labels(Random random, int batch, int classes) => Data.Labels(random, batch, classes);

    private static Subject W1(int batch) =>
        Of("W1", batch, Widths.W1, Numbers, () => new W1(1).CreateTrainer(batch), machine => new W1(1).CreateTrainer(machine.Accelerator, batch));

    private static Subject W2(int batch) =>
        Of("W2", batch, Widths.W2, Numbers, () => new W2(1).CreateTrainer(batch), machine => new W2(1).CreateTrainer(machine.Accelerator, batch));

    private static Subject W3(int batch) =>
        Of("W3", batch, Widths.W3, Labels, () => new W3(1).CreateTrainer(batch), machine => new W3(1).CreateTrainer(machine.Accelerator, batch));

    private static Subject Of<TTarget, TCriterion, TProgram, TOptimizer>(
        string name, int batch, int[] widths, Func<Random, int, int, TTarget[][]> targets, Func<ITrainer<float, TTarget>> cpu,
        Func<Machine, DeviceTrainer<float, TTarget, TCriterion, TProgram, TOptimizer>> device)
        where TTarget : unmanaged
        where TCriterion : Criterion
        where TProgram : struct, IModelProgram<float, TTarget, TCriterion>
        where TOptimizer : Optimizer =>
        new(name, batch, Widths.StepFlops(batch, widths), machine =>
        {
            Random random = new(1);
            float[][] inputs = Data.Batches(random, batch * widths[0]);
            return TrainingSteps.Prepare(
                cpu(), machine.Own(device(machine)), batch, inputs, targets(random, batch, widths[^1]), machine.IsSimulation ? 1 : 8);
        })
        {
            Steps = Workload.Batches,
        };
}
