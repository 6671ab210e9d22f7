using System.Diagnostics;
using System.Globalization;

namespace FastGrad.Bench;

/// <summary>Where W3's step spends its time, by its five phases; their sum is more than a step, which fuses the last two.</summary>
internal static class Phases
{
    private const int Batch = 32, Calls = 100;

    public static void Run(int rounds)
    {
        var trainer = new W3().CreateTrainer(Batch);
        Random random = new(1);
        float[] inputs = [.. Enumerable.Range(0, Batch * W3.InputLength).Select(_ => random.NextSingle() - 0.5f)];
        int[] labels = [.. Enumerable.Range(0, Batch).Select(_ => random.Next(W3.OutputLength))];
        trainer.Step(inputs, labels);

        // Most phases may not follow themselves, so each is the difference between two sequences.
        (string Name, Action Call)[] sequences =
        [
            ("step", () => trainer.Step(inputs, labels)),
            ("zero gradients", trainer.ZeroGradients),
            ("forward", () => trainer.Forward(inputs)),
            ("forward, loss", () => { trainer.Forward(inputs); trainer.Loss(labels); }),
            ("evaluate", () => trainer.Evaluate(inputs, labels)),
            ("forward, loss, backward", () => { trainer.Forward(inputs); trainer.Loss(labels); trainer.Backward(); }),
            ("update", trainer.Update),
        ];
        foreach ((string name, Action call) in sequences)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {Least(call, rounds),8:F3} µs"));
    }

    private static double Least(Action call, int rounds)
    {
        double least = double.PositiveInfinity;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Calls; i++)
                call();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMicroseconds / Calls);
        }
        return least;
    }
}
