namespace FastGrad.Bench;

/// <summary>Whole steps and predictions.</summary>
internal static class Workloads
{
    public static IEnumerable<Workload> Steps =>
        [W1(1), W1(32), W2(1), W2(16), W2(64), W3(32), W4(32), W4(128), W5(1), W6(1), Recurrent(32)];

    /// <summary>Whether an example that fills no tile costs more than another.</summary>
    public static IEnumerable<Workload> Remainders => [W3(31), W3(32), W3(33), W4(31), W4(32), W4(33), W4(127), W4(128)];

    public static IEnumerable<Workload> Predictions =>
    [
        Inference("W3 inference", () => new W3().CreatePredictor(1), Widths.W3),
        Inference("W4 inference", () => new W4().CreatePredictor(1), Widths.W4),
    ];

    public static Workload W3(int batch) => Classification("W3", batch, () => new W3().CreateTrainer(batch), Widths.W3);

    public static Workload W4(int batch) => Classification("W4", batch, () => new W4().CreateTrainer(batch), Widths.W4);

    public static Workload W4(int batch, TrainerOptions options, string way) =>
        Classification("W4", batch, () => new W4().CreateTrainer(batch, options), Widths.W4, way);

    public static Workload W5(int threads) =>
        Classification("W5", 128, () => new W5().CreateTrainer(128, new() { Threads = threads }), Widths.W5, Threaded(threads));

    public static Workload W6(int threads) =>
        Classification("W6", 256, () => new W6().CreateTrainer(256, new() { Threads = threads }), Widths.W6, Threaded(threads));

    private static Workload W1(int batch) => Regression("W1", batch, () => new W1().CreateTrainer(batch), Widths.W1);

    private static Workload W2(int batch) => Regression("W2", batch, () => new W2().CreateTrainer(batch), Widths.W2);

    private static Workload Recurrent(int batch)
    {
        const int Steps = 32, Inputs = 16, Units = 32, Classes = 10;
        // As of Dense, but the gates' products are made at every step; the first has no input gradient.
        const long Terms = Steps * (2 * Inputs * 3 * Units + 3 * Units * 3 * Units) + 3 * Units * Classes;
        return Classification("GRU", batch, () => new Recurrent().CreateTrainer(batch), Steps * Inputs, Classes, 2 * batch * Terms);
    }

    private static Workload Regression(string name, int batch, Func<ITrainer<float, float>> create, int[] widths) =>
        Workload.InTurn(name, batch, Widths.StepFlops(batch, widths), () =>
        {
            Random random = new(1);
            float[][] inputs = Data.Batches(random, batch * widths[0]), targets = Data.Batches(random, batch * widths[^1]);
            ITrainer<float, float> trainer = create();
            return index => trainer.Step(inputs[index], targets[index]);
        });

    private static string Threaded(int threads) => threads == 1 ? Workload.Ours : $"{Workload.Ours}-{threads}-threads";

    private static Workload Classification(
        string name, int batch, Func<ITrainer<float, int>> create, int[] widths, string way = Workload.Ours) =>
        Classification(name, batch, create, widths[0], widths[^1], Widths.StepFlops(batch, widths), way);

    private static Workload Classification(
        string name, int batch, Func<ITrainer<float, int>> create, int inputLength, int classes, long flops, string way = Workload.Ours) =>
        Workload.InTurn(name, batch, flops, () =>
        {
            Random random = new(1);
            float[][] inputs = Data.Batches(random, batch * inputLength);
            int[][] labels = Data.Labels(random, batch, classes);
            ITrainer<float, int> trainer = create();
            return index => trainer.Step(inputs[index], labels[index]);
        }, way);

    private static Workload Inference(string name, Func<Predictor<float>> create, int[] widths) =>
        Workload.InTurn(name, 1, Widths.PredictionFlops(widths), () =>
        {
            float[][] inputs = Data.Batches(new(1), widths[0]);
            float[] outputs = new float[widths[^1]];
            Predictor<float> predictor = create();
            return index => predictor.Predict(inputs[index], outputs);
        });
}
