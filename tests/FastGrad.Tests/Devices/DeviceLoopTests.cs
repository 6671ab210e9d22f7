using FastGrad.Devices;
using FastGrad.Tests.Runtime;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Devices;

/// <summary>Training on uploaded examples is <c>Step</c> after <c>Step</c>, asked for many at a time.</summary>
public class DeviceLoopTests
{
    private const int Capacity = 6, Count = 20;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    public void TrainIsStepAfterStep(bool shuffle, int accumulationSteps)
    {
        // 60 epochs of 4 steps: several rings full, none of which ends with an epoch.
        const int Epochs = 60, Batch = 6, Steps = 4;
        TrainerOptions options = new() { Seed = 5, AccumulationSteps = accumulationSteps, Schedule = new ExponentialSchedule(0.99) };
        LabelledNet net = new(3), twin = new(3);
        var expected = net.CreateTrainer<Momentum>(Capacity, options);
        using LabelledTrainer trainer = new(twin, new ArrayDevice(), Capacity, options);
        Examples all = Examples.Of(Count, 1);
        trainer.Upload(all.Inputs, all.Labels);
        TrainingRun run = trainer.Train(Epochs, Batch, shuffle);
        Assert.Equal(Steps, run.StepsPerEpoch);
        int[] order = [.. Enumerable.Range(0, Count)];
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            if (shuffle)
                Shuffle.Fill(order, expected.Seed, expected.Call);
            double sum = 0;
            for (int step = 0; step < Steps; step++)
            {
                Examples batch = all.Rows(order.AsSpan(step * Batch, Math.Min(Batch, Count - step * Batch)));
                float loss = expected.Step(batch.Inputs, batch.Labels);
                sum += (double)loss * batch.Labels.Length;
                Assert.Equal(loss, run.Losses[epoch * Steps + step]);
            }
            Assert.Equal(sum / Count, run.EpochLosses[epoch], 1e-12);
        }
        Assert.Equal(expected.Call, trainer.Call);
        Assert.Equal(expected.Optimizer.StepCount, trainer.Optimizer.StepCount);
        DeviceTrainerTests.Same(expected, trainer);
        trainer.CopyParametersTo(twin);
        Assert.Equal(Values(net.Parameters), Values(twin.Parameters));
        Assert.Equal(expected.ExampleLosses, trainer.ExampleLosses);
    }

    [Fact]
    public void LossesComeBackByTheRing()
    {
        ArrayDevice device = new();
        using LabelledTrainer trainer = new(new LabelledNet(3), device, Capacity);
        Examples all = Examples.Of(Count, 1);
        trainer.Upload(all.Inputs, all.Labels);
        int reads = device.Reads;
        trainer.Train(epochs: 8, batch: 1);
        Assert.Equal((8 * Count + StepRing<float>.Slots - 1) / StepRing<float>.Slots, device.Reads - reads);
    }

    [Fact]
    public void OthersCanBeUploaded()
    {
        LabelledNet net = new(3);
        using LabelledTrainer trainer = new(net, new ArrayDevice(), Capacity), twin = new(net, new ArrayDevice(), Capacity);
        (Examples first, Examples second) = (Examples.Of(Count, 1), Examples.Of(7, 2));
        trainer.Upload(first.Inputs, first.Labels);
        trainer.Upload(second.Inputs, second.Labels);
        twin.Upload(second.Inputs, second.Labels);
        Assert.Equal(twin.Train(2, 4).Losses, trainer.Train(2, 4).Losses);
    }

    [Fact]
    public void RealTargets()
    {
        PartlyFrozenNet net = new(3);
        var expected = net.Clone().CreateTrainer<Momentum>(Capacity);
        using PartlyFrozenTrainer trainer = new(net, new ArrayDevice(), Capacity);
        Examples all = Examples.Of(4, 1);
        trainer.Upload(all.Inputs, all.Targets);
        Assert.Equal(expected.Step(all.Inputs, all.Targets), (float)trainer.Train(1, 4, shuffle: false).Losses[0]);
    }

    [Fact]
    public void WhatAScheduleRefusesItRefusesBeforeItsStep()
    {
        LabelledNet net = new(3), twin = new(3);
        TrainerOptions options = new() { Schedule = new LambdaSchedule(step => step < 70 ? 1 : double.NaN) };
        using LabelledTrainer trainer = new(net, new ArrayDevice(), Capacity, options), other = new(twin, new ArrayDevice(), Capacity);
        Examples all = Examples.Of(Count, 1);
        trainer.Upload(all.Inputs, all.Labels);
        other.Upload(all.Inputs, all.Labels);
        Assert.Throws<InvalidOperationException>(() => trainer.Train(5, 1, shuffle: false));
        other.Train(3, 1, shuffle: false);
        Assert.Equal(70, trainer.Optimizer.StepCount);
        Assert.Equal(70ul, trainer.Call);
        for (int example = 0; example < 10; example++)
            other.Step(all.Rows([example]).Inputs, all.Rows([example]).Labels);
        trainer.CopyParametersTo(net);
        other.CopyParametersTo(twin);
        Assert.Equal(Values(twin.Parameters), Values(net.Parameters));
    }

    [Fact]
    public void EnqueuedStepsDoNotWait()
    {
        ArrayDevice device = new();
        LabelledNet net = new(3);
        var expected = net.Clone().CreateTrainer<Momentum>(Capacity);
        using LabelledTrainer trainer = new(net, device, Capacity);
        int reads = device.Reads;
        float loss = 0;
        for (int step = 0; step < 100; step++)
        {
            Examples examples = Examples.Of(6, step);
            loss = expected.Step(examples.Inputs, examples.Labels);
            trainer.Enqueue(examples.Inputs, examples.Labels);
        }
        Assert.Equal(reads, device.Reads);
        Assert.Equal(loss, trainer.LastLoss);
        Assert.Equal(loss, trainer.LastLoss);
        Assert.Equal(reads + 1, device.Reads);
    }

    [Fact]
    public void NothingIsAllocatedPerStep()
    {
        TrainerOptions options = new() { AverageDecay = 0.5, Clipping = GradientClipping.ByNorm(1) };
        using LabelledTrainer trainer = new(new LabelledNet(3), new ArrayDevice(), Capacity, options);
        Examples all = Examples.Of(Count, 1), batch = Examples.Of(6, 2);
        trainer.Upload(all.Inputs, all.Labels);
        // As often as it takes to come to the same slot of the ring again.
        const int Rounds = 2 * StepRing<float>.Slots;
        Allocation.None(() => trainer.Step(batch.Inputs, batch.Labels), times: Rounds);
        Allocation.None(() => trainer.Enqueue(batch.Inputs, batch.Labels), times: Rounds);
        long few = Allocation.Of(() => trainer.Train(10, 1)), many = Allocation.Of(() => trainer.Train(20, 1));
        // The result has a number for each step and one for each epoch.
        Assert.Equal(8 * 10 * (Count + 1), many - few);
    }

    [Fact]
    public void OrdersAreAllAsLikely()
    {
        const int Draws = 24_000, Orders = 24;
        Dictionary<string, int> counts = [];
        int[] order = new int[4];
        for (int draw = 0; draw < Draws; draw++)
        {
            Shuffle.Fill(order, seed: 3, call: (ulong)draw);
            string key = string.Join("", order);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        Assert.Equal(Orders, counts.Count);
        const double Mean = Draws / (double)Orders;
        // χ² with 23 degrees of freedom is beyond 63 once in 100,000 times.
        Assert.True(counts.Values.Sum(count => (count - Mean) * (count - Mean) / Mean) < 63);
        int[] other = new int[100], again = new int[100];
        Shuffle.Fill(other, 1, 2);
        Shuffle.Fill(again, 1, 2);
        Assert.Equal(again, other);
        Shuffle.Fill(again, 2, 2);
        Assert.NotEqual(again, other);
        Assert.Equal(Enumerable.Range(0, 100), other.Order());
    }
}
