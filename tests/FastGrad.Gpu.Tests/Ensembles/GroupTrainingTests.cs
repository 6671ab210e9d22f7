using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Ensembles;

/// <summary>A small model's epochs, which one group makes many steps of at a launch, against the same steps one by one.</summary>
public sealed class GroupTrainingTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create(warpSize: 2, warps: 2);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void EpochsAreTheStepsOneByOne()
    {
        var random = new Random(3);
        double[] inputs = [.. Enumerable.Range(0, 5 * 23).Select(_ => random.NextDouble())], targets = [.. Enumerable.Range(0, 2 * 23).Select(_ => random.NextDouble())];
        var net = new NoisyNet(7);
        using var alone = net.CreateTrainer(10, new() { Seed = 4 });
        using var trainer = new NoisyNet(7).CreateTrainer(_machine.Accelerator, 10, new() { Seed = 4 });
        // What was done before decides the steps' constants, states of the optimizer and random numbers.
        Step(0, 4, alone);
        Step(0, 4, trainer);
        trainer.Upload(inputs, targets);
        TrainingRun run = trainer.Train(epochs: 30, batch: 10, shuffle: false);

        Assert.Equal(90, run.Losses.Length);
        for (int step = 0; step < 90; step++)
        {
            int first = step % 3 * 10;
            Assert.Equal(Step(first, Math.Min(10, 23 - first), alone), run.Losses[step], 1e-10);
        }
        Assert.Equal(alone.Call, trainer.Call);
        Assert.Equal(run.Losses[^1], trainer.LastLoss);
        Assert.Equal(Step(3, 6, alone), Step(3, 6, trainer), 1e-10);
        var learned = new NoisyNet();
        trainer.CopyParametersTo(learned);
        foreach (var (expected, actual) in net.Parameters.Concat(net.Buffers).Zip(learned.Parameters.Concat(learned.Buffers)))
            for (int i = 0; i < expected.Values.Length; i++)
                Assert.Equal(expected.Values[i], actual.Values[i], 1e-10);

        double Step(int first, int count, ITrainer<double, double> with) =>
            with.Step(inputs.AsSpan(5 * first, 5 * count), targets.AsSpan(2 * first, 2 * count));
    }

    [Fact]
    public void WhatAGroupDoesNotDoIsDoneInManyLaunches()
    {
        var random = new Random(3);
        double[] inputs = [.. Enumerable.Range(0, 5 * 12).Select(_ => random.NextDouble())], targets = [.. Enumerable.Range(0, 2 * 12).Select(_ => random.NextDouble())];
        TrainerOptions options = new() { Clipping = GradientClipping.ByNorm(0.1), AverageDecay = 0.5 };
        var net = new NoisyNet(7);
        using var alone = net.CreateTrainer(4, options);
        using var trainer = new NoisyNet(7).CreateTrainer(_machine.Accelerator, 4, options);
        trainer.Upload(inputs, targets);
        TrainingRun run = trainer.Train(epochs: 2, batch: 4, shuffle: false);
        for (int step = 0; step < 6; step++)
            Assert.Equal(alone.Step(inputs.AsSpan(step % 3 * 20, 20), targets.AsSpan(step % 3 * 8, 8)), run.Losses[step], 1e-10);
        Assert.Equal(alone.GradientNorm, trainer.GradientNorm, 1e-10);
    }
}
