using FastGrad.Models.Tests.Harness;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>Training on uploaded examples is stepping over the same batches by hand, and the same seed has the same bits.</summary>
[Trait("Category", "Numeric")]
public class TrainTests
{
    private const int Count = 37, Batch = 8, Epochs = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void InTheOrderOfTheUploadItIsSteps(int accumulation)
    {
        DigitNet trained = new(5), stepped = new(5);
        using DigitNet.GpuTrainer trainer = trained.CreateTrainer(Trainers.Here, Batch, new TrainerOptions { AccumulationSteps = accumulation });
        using DigitNet.GpuTrainer other = stepped.CreateTrainer(Trainers.Here, Batch, new TrainerOptions { AccumulationSteps = accumulation });
        trainer.Upload(Digits.Pictures<double>(0, Count), Digits.Labels(0, Count));

        var run = trainer.Train(Epochs, Batch, shuffle: false);

        List<double> losses = [];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            for (int first = 0; first < Count; first += Batch)
            {
                int batch = Math.Min(Batch, Count - first);
                losses.Add(other.Step(Digits.Pictures<double>(first, batch), Digits.Labels(first, batch)));
            }
        }
        Assert.Equal(losses, run.Losses.ToArray());
        Same(trainer, other);
    }

    [Fact]
    public void APackedModelToo()
    {
        double[] pictures = Examples.Numbers<double>(1, 5 * Count), sizes = Examples.Numbers<double>(2, 2 * Count);
        double[] weights = [.. Examples.Numbers<double>(3, Count).Select(value => value + 1.5)];
        int[] tokens = Examples.Whole(4, 3 * Count, 13), kinds = Examples.Whole(5, Count, 4);
        using PackedNet.GpuTrainer trainer = new PackedNet(5).CreateTrainer(Trainers.Here, Batch);
        using PackedNet.GpuTrainer other = new PackedNet(5).CreateTrainer(Trainers.Here, Batch);
        trainer.Upload(pictures, tokens, kinds, sizes, weights);

        double[] losses = trainer.Train(1, Batch, shuffle: false).Losses.ToArray();

        for (int first = 0; first < Count; first += Batch)
        {
            Range of(int length) => (first * length)..(Math.Min(first + Batch, Count) * length);
            Assert.Equal(other.Step(pictures[of(5)], tokens[of(3)], kinds[of(1)], sizes[of(2)], weights[of(1)]), losses[first / Batch]);
        }
        Assert.Equal(Learned(other), Learned(trainer));
    }

    [Fact]
    public void TheSameSeedHasTheSameBits()
    {
        double[][] runs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using DropoutNet.GpuTrainer trainer = new DropoutNet(5).CreateTrainer(Trainers.Here, Batch, new TrainerOptions { Seed = 9 });
            trainer.Upload(Examples.Numbers<double>(1, 9 * Count), Examples.Numbers<double>(2, 4 * Count));
            double[] losses = trainer.Train(Epochs, Batch).Losses.ToArray();
            DropoutNet net = new();
            trainer.CopyParametersTo(net);
            return (double[])[.. losses, .. Examples.Values(net.Parameters)];
        })];
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void ShuffledEpochsTakeEveryExampleOnce()
    {
        // Learns nothing, so that an epoch's mean loss is that of all examples, in whatever order.
        DigitNet net = new(5);
        using DigitNet.GpuTrainer trainer = net.CreateTrainer(Trainers.Here, Batch);
        trainer.Optimizer.LearningRate = 0;
        trainer.Upload(Digits.Pictures<double>(0, Count), Digits.Labels(0, Count));
        var run = trainer.Train(2, Batch);
        using DigitNet.Trainer<AdamW> cpu = net.CreateTrainer(Count);
        double mean = cpu.Evaluate(Digits.Pictures<double>(0, Count), Digits.Labels(0, Count));
        Examples.Near([mean, mean], run.EpochLosses.ToArray(), 1e-12, "epoch");
        Assert.NotEqual(run.Losses[..5].ToArray(), run.Losses[5..].ToArray());
    }

    [Fact]
    public void ItLearns()
    {
        DigitNet net = new(5);
        using DigitNet.GpuTrainer trainer = net.CreateTrainer(Trainers.Here, 32);
        trainer.Upload(Digits.Pictures<double>(0, 320), Digits.Labels(0, 320));
        var run = trainer.Train(6, 32);
        Assert.True(run.EpochLosses[5] < 0.4 * run.EpochLosses[0], $"from {run.EpochLosses[0]} to {run.EpochLosses[5]}");
    }

    [Fact]
    public void AStepThatNobodyWaitsForIsAStep()
    {
        using DigitNet.GpuTrainer trainer = new DigitNet(5).CreateTrainer(Trainers.Here, Batch);
        using DigitNet.GpuTrainer other = new DigitNet(5).CreateTrainer(Trainers.Here, Batch);
        for (int step = 0; step < 70; step++)
        {
            double[] pictures = Digits.Pictures<double>(step, Batch);
            int[] labels = Digits.Labels(step, Batch);
            trainer.Enqueue(pictures, labels);
            double loss = other.Step(pictures, labels);
            // What was handed in may be written over at once.
            Array.Clear(pictures);
            Array.Clear(labels);
            if (step % 10 == 9)
                Assert.Equal(loss, trainer.LastLoss);
        }
        Same(trainer, other);
    }

    private static void Same(DigitNet.GpuTrainer one, DigitNet.GpuTrainer other)
    {
        DigitNet first = new(), second = new();
        one.CopyParametersTo(first);
        other.CopyParametersTo(second);
        Assert.Equal(Examples.Values(second.Parameters), Examples.Values(first.Parameters));
        foreach (string slot in one.OptimizerState.Names)
            Assert.Equal(Examples.Values(other.OptimizerState[slot]), Examples.Values(one.OptimizerState[slot]));
        Assert.Equal(other.Optimizer.StepCount, one.Optimizer.StepCount);
    }

    private static double[] Learned(PackedNet.GpuTrainer trainer)
    {
        PackedNet net = new();
        trainer.CopyParametersTo(net);
        return Examples.Values(net.Parameters);
    }
}
