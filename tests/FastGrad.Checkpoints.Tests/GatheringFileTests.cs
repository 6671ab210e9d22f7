namespace FastGrad.Checkpoints.Tests;

/// <summary>Files of trainers that gather several batches, or average weights, for trainers that do not, or do it otherwise.</summary>
public sealed class GatheringFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void InTheMiddleOfAnUpdateTheNumberOfBatchesMustBeTheSame(int steps)
    {
        ITrainer<float, float> trainer = Create(3, steps: 1);
        trainer.Save(_scratch.File());
        Refuses(
            Create(steps, steps: 0),
            $"The file has gathered 1 of 3 batches, but this trainer moves weights after {steps}. Give it TrainerOptions.AccumulationSteps = 3;");
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 4)]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    public void BetweenUpdatesItNeedNot(int saved, int loaded)
    {
        ITrainer<float, float> trainer = Create(saved, steps: 2 * saved);
        trainer.Save(_scratch.File());
        SafeTensors file = SafeTensors.Parse(File.ReadAllBytes(_scratch.File()));
        Assert.DoesNotContain(file.Header, entry => entry.Key.StartsWith("gradients/", StringComparison.Ordinal));

        // What the one had gathered gives way: it comes to the same as one that had not.
        TinyNet net = new(5), otherNet = new(6);
        ITrainer<float, float> other = Create(net, loaded, steps: loaded - 1), another = Create(otherNet, loaded, steps: 0);
        other.Load(_scratch.File());
        another.Load(_scratch.File());
        Assert.Equal(Numbers.Of<float>(trainer), Numbers.Of<float>(other));
        Move(other, loaded);
        Move(another, loaded);
        Assert.Equal(trainer.Optimizer.StepCount + 1, other.Optimizer.StepCount);
        Assert.Equal(Numbers.Of<float>(otherNet), Numbers.Of<float>(net));
    }

    [Theory]
    [InlineData("accumulation.taken", "0", "has gathered 0 of 3 batches")]
    [InlineData("accumulation.taken", "3", "has gathered 3 of 3 batches")]
    [InlineData("accumulation.first", "0", "0 of them in the first: that cannot be")]
    [InlineData("accumulation.examples", "1", "1 examples, 2 of them in the first: that cannot be")]
    [InlineData("accumulation.steps", null, "lacks 'accumulation.steps'")]
    public void WhatCannotBeIsRefused(string key, string? value, string message)
    {
        Create(3, steps: 2).Save(_scratch.File());
        SafeTensors file = SafeTensors.Parse(File.ReadAllBytes(_scratch.File()));
        file.Metadata.Remove(key);
        if (value is not null)
            file.Metadata[key] = value;
        file.Metadata["fastgrad.seal"] = DamagedFileTests.SealOf(file);
        File.WriteAllBytes(_scratch.File(), file.ToBytes());
        Refuses(Create(3, steps: 1), message);
    }

    [Fact]
    public void AnAverageNeedsAnAverage()
    {
        TinyNet net = new();
        TrainerOptions averages = new() { AverageDecay = 0.5 };
        net.CreateTrainer(2, averages).Save(_scratch.File());
        Refuses(
            net.CreateTrainer(2), "The file has an average of the weights, but this trainer keeps none. Give it TrainerOptions.AverageDecay.");
        net.CreateTrainer(2).Save(_scratch.File());
        Refuses(
            net.CreateTrainer(2, averages),
            "The file has no average of the weights, but this trainer keeps one. Leave out TrainerOptions.AverageDecay.");

        // One that averages nothing has an average that is nowhere.
        EmptyNet empty = new();
        empty.CreateTrainer(2, averages).Save(_scratch.File());
        empty.CreateTrainer(2, averages).Load(_scratch.File());
    }

    private void Refuses(ITrainer<float> trainer, string message)
    {
        float[] before = [.. Numbers.Of(trainer), .. Numbers.Of(trainer.Gradients)];
        Assert.Contains(message, Assert.Throws<CheckpointException>(() => trainer.Load(_scratch.File())).Message);
        float[] after = [.. Numbers.Of(trainer), .. Numbers.Of(trainer.Gradients)];
        Assert.Equal(before, after);
    }

    private static ITrainer<float, float> Create(int accumulation, int steps) => Create(new TinyNet(3), accumulation, steps);

    private static ITrainer<float, float> Create(TinyNet net, int accumulation, int steps)
    {
        ITrainer<float, float> trainer = net.CreateTrainer(2, new TrainerOptions { AccumulationSteps = accumulation });
        Move(trainer, steps);
        return trainer;
    }

    private static void Move(ITrainer<float, float> trainer, int steps)
    {
        for (int step = 0; step < steps; step++)
            trainer.Step(Numbers.Draw<float>(step, 6), Numbers.Draw<float>(step + 100, 4));
    }
}
