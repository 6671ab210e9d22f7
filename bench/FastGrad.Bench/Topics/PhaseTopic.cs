namespace FastGrad.Bench;

/// <summary>W3's step by its five phases; their sum is more than a step, which fuses the last two.</summary>
internal static class PhaseTopic
{
    private const int Batch = 32;

    public static void Run(Quick quick)
    {
        (_, Measurement[] measured) = quick.Run(Sequences(), rounds: 301);
        if (measured.Length > 0)
            quick.Report.Table(
                ["Calls", "µs", "least µs"],
                measured.Select(row => (FormattableString[])[$"{row.Workload.Name}", $"{row.Microseconds:F3}", $"{row.Least:F3}"]));
    }

    // Most phases may not follow themselves, so each is the difference between two sequences.
    private static Workload[] Sequences()
    {
        W3.Trainer<Adam> trainer = new W3().CreateTrainer(Batch);
        Random random = new(1);
        float[] inputs = Data.Normal(random, Batch * W3.InputLength);
        int[] labels = Data.Labels(random, Batch, W3.OutputLength)[0];
        trainer.Forward(inputs);
        trainer.Loss(labels);
        trainer.Backward();
        return
        [
            Sequence("step", () => trainer.Step(inputs, labels)),
            Sequence("zero gradients", trainer.ZeroGradients),
            Sequence("forward", () => trainer.Forward(inputs)),
            Sequence("forward, loss", () => { trainer.Forward(inputs); trainer.Loss(labels); }),
            Sequence("evaluate", () => trainer.Evaluate(inputs, labels)),
            Sequence("forward, loss, backward", () => { trainer.Forward(inputs); trainer.Loss(labels); trainer.Backward(); }),
            Sequence("forward, loss, backward, update", () =>
            {
                // What a step or zeroing drops.
                trainer.Forward(inputs);
                trainer.Loss(labels);
                trainer.Backward();
                trainer.Update();
            }),
        ];
    }

    private static Workload Sequence(string name, Action call) => Workload.InTurn($"W3 {name}", Batch, 0, () => _ => call());
}
