namespace FastGrad.Bench;

/// <summary>
/// An optimizer's update over gradients that lie ready, beside a loop that reads and writes as many arrays and computes next to nothing.
/// </summary>
internal static class UpdateTopic
{
    public static IEnumerable<Workload> Pairs =>
    [
        .. Pair("Sgd 4 K", 4_096, 1, () => new Weights4K().CreateTrainer<Sgd>(1)),
        .. Pair("Adam 4 K", 4_096, 2, () => new Weights4K().CreateTrainer<Adam>(1)),
        .. Pair("Sgd 64 K", 65_536, 1, () => new Weights64K().CreateTrainer<Sgd>(1)),
        .. Pair("Adam 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<Adam>(1)),
        .. Pair("AdamW 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<AdamW>(1)),
        .. Pair("AdaGrad 64 K", 65_536, 1, () => new Weights64K().CreateTrainer<AdaGrad>(1)),
        .. Pair("RmsProp 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<RmsProp>(1)),
        .. Pair("AdaDelta 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<AdaDelta>(1)),
        .. Pair("AdaMax 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<AdaMax>(1)),
        .. Pair("NAdam 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<NAdam>(1)),
        .. Pair("RAdam 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<RAdam>(1)),
        .. Pair("Lion 64 K", 65_536, 1, () => new Weights64K().CreateTrainer<Lion>(1)),
        .. Pair("Lars 64 K", 65_536, 1, () => new Weights64K().CreateTrainer<Lars>(1)),
        .. Pair("Lamb 64 K", 65_536, 2, () => new Weights64K().CreateTrainer<Lamb>(1)),
        .. Pair("Sgd 1 M", 1_000_000, 1, () => new Weights1M().CreateTrainer<Sgd>(1)),
        .. Pair("W8 Adam 1 M", 1_000_000, 2, () => new Weights1M().CreateTrainer<Adam>(1)),
        .. Pair("W8 Adam 10 M", 10_000_000, 2, () => new Weights10M().CreateTrainer<Adam>(1)),
    ];

    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run(Pairs, rounds: 51);
        if (measured.Length == 0)
            return;
        quick.Report.Table(
            ["Update", "µs", "GB/s", "plain loop's GB/s", "share of it"],
            measured.Where(row => row.Workload.Way == Workload.Ours).Select(row =>
            {
                double? plain = measured.FirstOrDefault(other => other.Workload.Name == row.Workload.Name && other != row)?.ByteRate;
                return (FormattableString[])
                    [$"{row.Workload.Name}", $"{row.Microseconds:G4}", $"{row.ByteRate:F1}", $"{plain:F1}", $"{row.ByteRate / plain:P0}"];
            }));
    }

    private static Workload[] Pair(string name, int parameters, int slots, Func<ITrainer<float, float>> create)
    {
        Workload plain = Bandwidth.InPlace(name, parameters, slots);
        return [new(name, 1, () => Update(create())) { Bytes = plain.Bytes }, plain];
    }

    private static Action<long> Update(ITrainer<float, float> trainer)
    {
        // A backward pass, for form's sake; its gradients give way to random ones.
        trainer.Loss(new float[trainer.Forward(new float[trainer.Gradients[0].Shape[0]]).Length]);
        trainer.Backward();
        Random random = new(1);
        foreach (Parameter<float> gradient in trainer.Gradients)
            Data.Normal(random, gradient.Values.Length).CopyTo(gradient.Values);
        return calls =>
        {
            for (; calls > 0; calls--)
                trainer.Update();
        };
    }
}
