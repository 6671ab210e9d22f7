namespace FastGrad.Bench;

internal static class TensorTopic
{
    public const string Way = "TensorPrimitives";

    public static Workload[] Pairs => [Workloads.W3(32), W3(), Workloads.W4(32), W4(32), Workloads.W4(128), W4(128)];

    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run(Pairs, rounds: 101);
        if (measured.Length == 0)
            return;
        quick.Report.Table(
            ["Workload", "Batch", "µs", $"{Way} µs", "÷ ours"],
            measured.GroupBy(row => (row.Workload.Name, row.Workload.Batch)).Where(pair => pair.Count() == 2).Select(pair => (FormattableString[])
            [
                $"{pair.Key.Name}", $"{pair.Key.Batch}", $"{pair.First().Microseconds:G4}", $"{pair.Last().Microseconds:G4}",
                $"{pair.Last().Microseconds / pair.First().Microseconds:F1}",
            ]));
    }

    private static Workload W3() => Training("W3", 32, () => new W3(), [32, 64, 64, 10]);

    private static Workload W4(int batch) => Training("W4", batch, () => new W4(), [784, 128, 10]);

    private static Workload Training(string name, int batch, Func<IModel<float, int>> create, int[] widths) =>
        Workload.InTurn(name, batch, 0, () =>
        {
            Random random = new(1);
            float[][] inputs = Data.Batches(random, batch * widths[0]);
            int[][] labels = Data.Labels(random, batch, widths[^1]);
            Check(create(), inputs, labels, widths);
            TensorNet net = new(batch, widths);
            net.CopyFrom(create().Parameters);
            return index => net.Step(inputs[index], labels[index]);
        }, Way);

    // Both learn the same from the same weights; what comes late in training, rounding has its hand in.
    private static void Check(IModel<float, int> model, float[][] inputs, int[][] labels, int[] widths)
    {
        ITrainer<float, int> trainer = model.CreateTrainer(labels[0].Length);
        TensorNet net = new(labels[0].Length, widths);
        net.CopyFrom(model.Parameters);
        for (int step = 0; step < 16; step++)
        {
            int index = step % Workload.Batches;
            float ours = trainer.Step(inputs[index], labels[index]), theirs = net.Step(inputs[index], labels[index]);
            if (!(Math.Abs(ours - theirs) <= 1e-3f * ours))
                throw new InvalidOperationException($"Step {step}: the loss is {ours} here and {theirs} with {Way}.");
        }
    }
}
