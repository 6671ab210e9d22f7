namespace FastGrad.Gpu.Bench;

/// <summary>Many models side by side.</summary>
internal static class Ensembles
{
    private static readonly int[] _counts = [1, 16, 256];

    public static IEnumerable<Subject> All => _counts.SelectMany(count => (Subject[])
    [
        Of("W1", count, 32, Widths.W1, Steps.Numbers, seed => new W1(seed).CreateTrainer(32), gpu => new W1(1).CreateTrainer(gpu.Accelerator, 32)),
        Of("W2", count, 16, Widths.W2, Steps.Numbers, seed => new W2(seed).CreateTrainer(16), gpu => new W2(1).CreateTrainer(gpu.Accelerator, 16)),
        Of("W3", count, 32, Widths.W3, Steps.Labels, seed => new W3(seed).CreateTrainer(32), gpu => new W3(1).CreateTrainer(gpu.Accelerator, 32)),
    ]);

    public static void Show(Report report, Result[] results, double peak)
    {
        report.Line($"A step is one of all models; one after another is as many calls of `Train`.\n");
        report.Table(
            ["Workload", "Batch", "Way", "µs", "least µs", "GFLOP/s", "of peak", "÷ together", "B allocated a step"],
            results.GroupBy(result => result.Subject).SelectMany(subject => subject.Select(result => (FormattableString[])
            [
                $"{result.Subject.Name}", $"{result.Subject.Batch}", $"{result.Way.Name}", $"{Text.Of(result.Microseconds)}", $"{Text.Of(result.Least)}",
                $"{result.FlopRate:F1}", $"{Text.Share(result.FlopRate / peak)}", $"{result.Microseconds / subject.First().Microseconds:F2}",
                $"{result.Allocated:F0}",
            ])));
    }

    private static Subject Of<TTarget, TCriterion, TProgram, TOptimizer>(
        string name, int count, int batch, int[] widths, Func<Random, int, int, TTarget[][]> targets, Func<ulong, ITrainer<float, TTarget>> cpu,
        Func<Machine, DeviceTrainer<float, TTarget, TCriterion, TProgram, TOptimizer>> device)
        where TTarget : unmanaged
        where TCriterion : Criterion
        where TProgram : struct, IModelProgram<float, TTarget, TCriterion>
        where TOptimizer : Optimizer =>
        new($"{count} of {name}", batch, count * Widths.StepFlops(batch, widths), machine =>
        {
            Random random = new(1);
            float[][] inputs = Data.Batches(random, batch * widths[0]);
            return ManyModels.Prepare(
                machine, cpu, device(machine), count, batch, inputs, targets(random, batch, widths[^1]), machine.IsSimulation ? 1 : 8);
        })
        {
            Steps = Workload.Batches,
        };
}
