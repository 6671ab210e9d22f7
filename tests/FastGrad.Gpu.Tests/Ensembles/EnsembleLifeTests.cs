using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Ensembles;

/// <summary>What models side by side have of their trainer: examples, device, schedule and what is frozen.</summary>
public sealed class EnsembleLifeTests : IDisposable
{
    private static readonly float[] _inputs = [.. Enumerable.Range(0, 2 * 12).Select(i => MathF.Sin(i))];
    private static readonly int[] _labels = [.. Enumerable.Range(0, 12).Select(i => i % 2)];

    private readonly TestAccelerator _machine = TestAccelerator.Create(warpSize: 2, warps: 2);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void AnotherUploadTakesTheirExamples()
    {
        using var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 4);
        trainer.Upload(_inputs, _labels);
        using var models = trainer.TrainMany([1, 2], epochs: 1, batch: 4);
        models.Train(1);
        // As many as before, so that they lie in the same memory.
        trainer.Upload(_inputs, _labels);
        Assert.Contains("another Upload", Assert.Throws<InvalidOperationException>(() => models.Train(1)).Message);
        Assert.Equal(2, models.LossesOf(0).Count);
        models.CopyParametersTo(0, new SpiralNet());
    }

    [Fact]
    public void TheTrainersEndIsTheirs()
    {
        var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 4);
        trainer.Upload(_inputs, _labels);
        var models = trainer.TrainMany([1, 2], epochs: 1, batch: 4);
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => models.Train(1));
        Assert.Throws<ObjectDisposedException>(() => models.CopyParametersTo(0, new SpiralNet()));
        models.Dispose();
    }

    [Fact]
    public void EachFollowsTheScheduleFromItsOwnRate()
    {
        ExponentialSchedule schedule = new(0.5);
        double[] rates = [0.1, 0.02];
        using var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 4, new() { Schedule = schedule });
        trainer.Upload(_inputs, _labels);
        using var models = trainer.TrainMany([1, 2], epochs: 2, batch: 4, (model, adam) => adam.LearningRate = rates[model], shuffle: false);
        for (int model = 0; model < 2; model++)
        {
            // The sixth step's.
            Assert.Equal(rates[model] / 32, models.OptimizerOf(model).LearningRate, 1e-9);
            var expected = new SpiralNet((ulong)model + 1);
            using var alone = expected.CreateTrainer(4);
            alone.Optimizer.LearningRate = rates[model];
            alone.Schedule = schedule;
            for (int step = 0; step < 6; step++)
                alone.Step(_inputs.AsSpan(step % 3 * 8, 8), _labels.AsSpan(step % 3 * 4, 4));
            var learned = new SpiralNet();
            models.CopyParametersTo(model, learned);
            foreach (var (one, other) in expected.Parameters.Zip(learned.Parameters))
                for (int i = 0; i < one.Values.Length; i++)
                    Assert.Equal(one.Values[i], other.Values[i], 1e-4f);
        }
    }

    [Fact]
    public void AScheduleThatLearnsIsNoneForMany()
    {
        using var trainer = new SpiralNet().CreateTrainer(_machine.Accelerator, 4, new() { Schedule = new ReduceOnPlateauSchedule() });
        trainer.Upload(_inputs, _labels);
        string message = Assert.Throws<InvalidOperationException>(() => trainer.TrainMany([1], 1, 4)).Message;
        Assert.Contains("ReduceOnPlateauSchedule", message);
    }

    [Fact]
    public void FrozenParametersAreTheTrainers()
    {
        FrozenFirstNet net = new(7);
        net.Parameters["Dense1.Weight"].Values.Fill(0.25f);
        using var trainer = net.CreateTrainer(_machine.Accelerator, 4);
        trainer.Upload(_inputs, _labels);
        using var models = trainer.TrainMany([1, 2], epochs: 1, batch: 4);
        FrozenFirstNet first = new(), second = new();
        models.CopyParametersTo(0, first);
        models.CopyParametersTo(1, second);
        Assert.All(first.Parameters["Dense1.Weight"].Values.ToArray(), weight => Assert.Equal(0.25f, weight));
        Assert.All(second.Parameters["Dense1.Weight"].Values.ToArray(), weight => Assert.Equal(0.25f, weight));
        Assert.NotEqual(first.Parameters["Dense2.Weight"].Values.ToArray(), second.Parameters["Dense2.Weight"].Values.ToArray());
    }
}

[Model, Input(2), Dense(8, Frozen = true), Tanh, Dense(2), CrossEntropy, Adam(LearningRate = 0.05)]
public partial class FrozenFirstNet;
