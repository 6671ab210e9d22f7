namespace FastGrad.Bench;

/// <summary>Losses alone: value and gradient of 64 examples with 256 outputs each, which lie in the second cache.</summary>
internal static class LossTopic
{
    private const int Batch = 64, Outputs = 256;

    /// <summary>By the peers' names.</summary>
    public static IEnumerable<Workload> All =>
    [
        Real("loss mse", () => new MseAlone().CreateTrainer<Sgd>(Batch)),
        Real("loss mae", () => new MaeAlone().CreateTrainer<Sgd>(Batch)),
        Real("loss huber", () => new HuberAlone().CreateTrainer<Sgd>(Batch)),
        Real("loss smooth l1", () => new SmoothL1Alone().CreateTrainer<Sgd>(Batch)),
        Real("loss bce", () => new BinaryCrossEntropyAlone().CreateTrainer<Sgd>(Batch), probabilities: true),
        Real("loss bce with logits", () => new BinaryCrossEntropyWithLogitsAlone().CreateTrainer<Sgd>(Batch)),
        Labelled("loss cross-entropy", () => new CrossEntropyAlone().CreateTrainer<Sgd>(Batch)),
        Labelled("loss cross-entropy smoothed", () => new SmoothedCrossEntropyAlone().CreateTrainer<Sgd>(Batch)),
        Real("loss poisson nll", () => new PoissonNllAlone().CreateTrainer<Sgd>(Batch)),
        Real("loss dice", () => new DiceAlone().CreateTrainer<Sgd>(Batch), probabilities: true),
    ];

    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run(All, rounds: 51);
        if (measured.Length == 0)
            return;
        quick.Report.Table(
            ["Loss and its gradient", "µs", "ns per output", "GB/s", "B allocated"],
            measured.Select(row => (FormattableString[])
            [
                $"{row.Workload.Name}", $"{row.Microseconds:G4}", $"{row.Microseconds * 1e3 / (Batch * Outputs):F3}", $"{row.ByteRate:F0}",
                $"{row.Allocated}",
            ]));
    }

    private static Workload Real(string name, Func<ITrainer<float, float>> create, bool probabilities = false)
    {
        return Workload.InTurn(name, Batch, 0, Prepare, bytes: 3L * sizeof(float) * Batch * Outputs);

        Action<int> Prepare()
        {
            Random random = new(1);
            float[][] outputs = Data.Batches(random, Batch * Outputs), targets = Data.Batches(random, Batch * Outputs);
            foreach (float[] batch in probabilities ? [.. outputs, .. targets] : targets)
                Squash(batch);
            ITrainer<float, float> trainer = create();
            return index => trainer.Step(outputs[index], targets[index]);
        }
    }

    private static Workload Labelled(string name, Func<ITrainer<float, int>> create)
    {
        return Workload.InTurn(name, Batch, 0, Prepare, bytes: 2L * sizeof(float) * Batch * Outputs);

        Action<int> Prepare()
        {
            Random random = new(1);
            float[][] outputs = Data.Batches(random, Batch * Outputs);
            int[][] labels = Data.Labels(random, Batch, Outputs);
            ITrainer<float, int> trainer = create();
            return index => trainer.Step(outputs[index], labels[index]);
        }
    }

    private static void Squash(float[] values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = 1 / (1 + MathF.Exp(-values[i]));
    }
}
