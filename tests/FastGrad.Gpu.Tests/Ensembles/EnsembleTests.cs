using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Ensembles;

/// <summary>Models that groups train side by side, against the same models trained one after another by a trainer, step by step.</summary>
public sealed class EnsembleTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create(warpSize: 2, warps: 2);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void EachModelLearnsAsATrainersOwn()
    {
        (float[] inputs, int[] labels) = Spirals(37);
        double[] rates = [0.05, 0.01, 0.2];
        ulong[] seeds = [5, 6, ulong.MaxValue];
        using var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 8);
        trainer.Upload(inputs, labels);
        using var models = trainer.TrainMany(seeds, epochs: 3, batch: 8, (model, adam) => adam.LearningRate = rates[model], shuffle: false);

        Assert.Equal(3, models.Count);
        for (int model = 0; model < 3; model++)
        {
            var expected = new SpiralNet(seeds[model]);
            using var alone = expected.CreateTrainer(8);
            alone.Optimizer.LearningRate = rates[model];
            double[] losses = Epochs(3, 37, 8, (first, count) => alone.Step(inputs.AsSpan(2 * first, 2 * count), labels.AsSpan(first, count)));
            Near(losses, models.LossesOf(model), 1e-4);
            var learned = new SpiralNet();
            models.CopyParametersTo(model, learned);
            Near(expected.Parameters, learned.Parameters, 1e-4);
            Assert.Equal(15, models.OptimizerOf(model).StepCount);
        }
    }

    [Fact]
    public void TrainingGoesOnAndIsTheSameToTheBit()
    {
        (float[] inputs, int[] labels) = Spirals(150);
        // More steps in an epoch than a launch makes.
        float[][] weights = [Learn(1, 1), Learn(2)];
        Assert.Equal(weights[0], weights[1]);

        float[] Learn(params int[] epochs)
        {
            using var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 2);
            trainer.Upload(inputs, labels);
            using var models = trainer.TrainMany([3, 4], epochs[0], batch: 2);
            foreach (int more in epochs.Skip(1))
                models.Train(more);
            var net = new SpiralNet();
            models.CopyParametersTo(1, net);
            return [.. net.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        }
    }

    [Fact]
    public void SlotsDropoutBuffersAndSettingsAreEachModelsOwn()
    {
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, 5 * 20).Select(_ => random.NextDouble())], targets = [.. Enumerable.Range(0, 2 * 20).Select(_ => random.NextDouble())];
        using var trainer = new NoisyNet().CreateTrainer(_machine.Accelerator, 10, new() { Seed = 9 });
        trainer.Criterion.Delta = 0.3;
        trainer.Upload(inputs, targets);
        using var models = trainer.TrainMany([11, 12], epochs: 4, batch: 10, shuffle: false);
        for (int model = 0; model < 2; model++)
        {
            var expected = new NoisyNet(11 + (ulong)model);
            // A model's seed is that of its random numbers too.
            using var alone = expected.CreateTrainer(10, new() { Seed = 11 + (ulong)model });
            alone.Criterion.Delta = 0.3;
            double[] losses = Epochs(4, 20, 10, (first, count) => alone.Step(inputs.AsSpan(5 * first, 5 * count), targets.AsSpan(2 * first, 2 * count)));
            Near(losses, models.LossesOf(model), 1e-11);
            var learned = new NoisyNet();
            models.CopyParametersTo(model, learned);
            Near(expected.Parameters, learned.Parameters, 1e-11);
            Near(expected.Buffers, learned.Buffers, 1e-11);
        }
    }

    [Fact]
    public void WholeTensorOptimizersGatherForEachModel()
    {
        (float[] inputs, int[] labels) = Spirals(24);
        using var trainer = new LambSpiralNet().CreateTrainer(_machine.Accelerator, 12);
        trainer.Upload(inputs, labels);
        using var models = trainer.TrainMany([1, 2], epochs: 3, batch: 12, shuffle: false);
        var expected = new LambSpiralNet(2);
        using var alone = expected.CreateTrainer(12);
        double[] losses = Epochs(3, 24, 12, (first, count) => alone.Step(inputs.AsSpan(2 * first, 2 * count), labels.AsSpan(first, count)));
        Near(losses, models.LossesOf(1), 1e-4);
    }

    [Fact]
    public void SeveralInputsAndLossesComeFromTheUploadedSets()
    {
        var random = new Random(2);
        int[] words = [.. Enumerable.Range(0, 3 * 14).Select(_ => random.Next(6))];
        float[] sides = [.. Enumerable.Range(0, 2 * 14).Select(_ => random.NextSingle())], targets = [.. Enumerable.Range(0, 14).Select(_ => random.NextSingle())];
        float[] weights = [.. Enumerable.Range(0, 14).Select(_ => random.NextSingle())];
        using var trainer = new WordNet().CreateTrainer(_machine.Accelerator, 7);
        trainer.Upload(words, sides, targets, weights);
        using var models = trainer.TrainMany([21, 22], epochs: 2, batch: 7, shuffle: false);
        var expected = new WordNet(22);
        using var alone = expected.CreateTrainer(7);
        double[] losses = Epochs(2, 14, 7, (first, count) => alone.Step(
            words.AsSpan(3 * first, 3 * count), sides.AsSpan(2 * first, 2 * count), targets.AsSpan(first, count), weights.AsSpan(first, count)));
        Near(losses, models.LossesOf(1), 1e-4);
    }

    [Fact]
    public void MisuseIsRefused()
    {
        (float[] inputs, int[] labels) = Spirals(8);
        using var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 4);
        Refused<InvalidOperationException>("call Upload before it", () => trainer.TrainMany([1], 1, 4));
        trainer.Upload(inputs, labels);
        Refused<ArgumentException>("each model needs one", () => trainer.TrainMany([], 1, 4));
        // As many as the host's memory would still have the seeds of, but no array the constants of 64 steps: nobody is asked how to configure them.
        ulong[] many = new ulong[Array.MaxLength / 64 / 4];
        Refused<ArgumentOutOfRangeException>(
            $"Got {many.Length} seeds, but at most", () => trainer.TrainMany(many, 1, 4, (_, _) => throw new InvalidOperationException()));
        Refused<ArgumentOutOfRangeException>("Got 0 epochs", () => trainer.TrainMany([1], 0, 4));
        Refused<ArgumentOutOfRangeException>("1 to 4", () => trainer.TrainMany([1], 1, 5));
        trainer.Clipping = GradientClipping.ByNorm(1);
        Refused<InvalidOperationException>("clips gradients", () => trainer.TrainMany([1], 1, 4));
        trainer.Clipping = null;
        var models = trainer.TrainMany([1], 1, 4);
        Refused<ArgumentOutOfRangeException>("Got model 1, but there are 1", () => models.LossesOf(1));
        Refused<ArgumentOutOfRangeException>("Got 0 epochs", () => models.Train(0));
        models.Dispose();
        Assert.Throws<ObjectDisposedException>(() => models.Train(1));

        using var large = new LargeNet().CreateTrainer(_machine.Accelerator, 1);
        large.Upload(new float[300], new float[300]);
        Refused<InvalidOperationException>("90300 parameters", () => large.TrainMany([1], 1, 1));
    }

    private static void Refused<TException>(string words, Action action) where TException : Exception =>
        Assert.Contains(words, Assert.ThrowsAny<TException>(action).Message, StringComparison.Ordinal);

    /// <summary>The mean loss of each epoch.</summary>
    private static double[] Epochs(int epochs, int examples, int batch, Func<int, int, double> step)
    {
        double[] losses = new double[epochs];
        for (int epoch = 0; epoch < epochs; epoch++)
            for (int first = 0; first < examples; first += batch)
            {
                int count = Math.Min(batch, examples - first);
                losses[epoch] += step(first, count) * count / examples;
            }
        return losses;
    }

    private static void Near(double[] expected, IReadOnlyList<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * (1 + Math.Abs(expected[i])));
    }

    private static void Near<T>(ParameterSet<T> expected, ParameterSet<T> actual, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        foreach (var (one, other) in expected.Zip(actual))
            Near([.. one.Values.ToArray().Select(double.CreateChecked)], [.. other.Values.ToArray().Select(double.CreateChecked)], tolerance);
    }

    private static (float[] Inputs, int[] Labels) Spirals(int count)
    {
        float[] inputs = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            double radius = 0.1 + 0.9 * i / count, angle = 6 * radius + Math.PI * (i % 2);
            (inputs[2 * i], inputs[2 * i + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
            labels[i] = i % 2;
        }
        return (inputs, labels);
    }
}

[Model, Input(2), Dense(8), Tanh, Dense(2), CrossEntropy, Adam(LearningRate = 0.05)]
public partial class SpiralNet;

[Model, Input(2), Dense(8), Tanh, Dense(2), CrossEntropy, Lamb(LearningRate = 0.05)]
public partial class LambSpiralNet;

[Model(Precision = Precision.Double), Input(5), Dense(6), BatchNorm, Relu, Dropout(0.3), Dense(2), Huber(Delta = 0.5), Sgd(LearningRate = 0.1, Momentum = 0.9)]
public partial class NoisyNet;

[Model, Input(300), Dense(300), Mse, Sgd]
public partial class LargeNet;

[Model(ExampleWeights = true), Mse, AdamW]
public partial class WordNet
{
    [Embedding(6, 4)] private partial Tensor Words(Tensor indices);
    [Dense(1)] private partial Tensor Head(Tensor x);

    private Tensor Forward([Shape(3)][Indices(6)] Tensor words, [Shape(2)] Tensor side) => Head(Ops.Concat(0, Ops.Mean(Words(words), 0), side));
}
