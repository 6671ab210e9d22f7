namespace FastGrad.Bench;

/// <summary>All that is timed.</summary>
public static class Workloads
{
    public static IEnumerable<Workload> All()
    {
        foreach (int batch in (int[])[1, 32])
            yield return Training("W1", batch, new W1().CreateTrainer(batch), 1, 10, 1);
        foreach (int batch in (int[])[1, 16, 64])
            yield return Training("W2", batch, new W2().CreateTrainer(batch), 1, 2, 16, 16, 1);
        yield return Training("W3", 32, new W3().CreateTrainer(32), 10, 32, 64, 64, 10);
        foreach (int batch in (int[])[32, 128])
            yield return Training("W4", batch, new W4().CreateTrainer(batch), 10, 784, 128, 10);
        yield return Training("W5", 128, new W5().CreateTrainer(128), 10, 784, 512, 512, 10);
        yield return Inference("W3 inference", new W3().CreatePredictor(1), 32, 64, 64, 10);
        yield return Inference("W4 inference", new W4().CreatePredictor(1), 784, 128, 10);
    }

    private static Workload Training(string name, int batch, ITrainer<float, float> trainer, int outputs, params int[] widths)
    {
        Random random = new(1);
        float[][] inputs = Normal(random, batch * widths[0]), targets = Normal(random, batch * outputs);
        return new(name, batch, StepFlops(batch, widths), index => trainer.Step(inputs[index], targets[index]));
    }

    private static Workload Training(string name, int batch, ITrainer<float, int> trainer, int classes, params int[] widths)
    {
        Random random = new(1);
        float[][] inputs = Normal(random, batch * widths[0]);
        int[][] labels = [.. inputs.Select(_ => Enumerable.Range(0, batch).Select(_ => random.Next(classes)).ToArray())];
        return new(name, batch, StepFlops(batch, widths), index => trainer.Step(inputs[index], labels[index]));
    }

    private static Workload Inference(string name, Predictor<float> predictor, params int[] widths)
    {
        float[][] inputs = Normal(new(1), widths[0]);
        float[] outputs = new float[widths[^1]];
        return new(name, 1, 2 * Products(widths).Sum(), index => predictor.Predict(inputs[index], outputs));
    }

    /// <summary>Forward, weight gradient, and, but for the first layer, input gradient.</summary>
    private static long StepFlops(int batch, int[] widths) => 2L * batch * (3 * Products(widths).Sum() - Products(widths).First());

    private static IEnumerable<long> Products(int[] widths) => widths.Zip(widths.Skip(1), (inputs, outputs) => (long)inputs * outputs);

    private static float[][] Normal(Random random, int length) =>
        [.. Enumerable.Range(0, Workload.Batches).Select(_ => Enumerable.Range(0, length).Select(_ => Normal(random)).ToArray())];

    // Box and Muller's.
    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
