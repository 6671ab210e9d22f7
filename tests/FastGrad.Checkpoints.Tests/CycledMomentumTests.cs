namespace FastGrad.Checkpoints.Tests;

/// <summary>A momentum that one schedule cycles and another of its kind does not.</summary>
public sealed class CycledMomentumTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly TinyNet _net = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheOptimizersOwnComesBack()
    {
        var cycled = _net.CreateTrainer<Adam>(2);
        cycled.Optimizer.Beta1 = 0.7;
        cycled.Schedule = new OneCycleSchedule(0.1, 20);
        Step(cycled);
        Assert.Equal(0.95, cycled.Optimizer.Beta1);
        cycled.Save(_scratch.File());

        var other = Create(cycles: false);
        other.Load(_scratch.File());
        Assert.Equal(0.7, other.Optimizer.Beta1);
        Step(other);
        Assert.Equal(0.7, other.Optimizer.Beta1);
        other.Schedule = null;
        Assert.Equal(0.7, other.Optimizer.Beta1);
    }

    [Fact]
    public void OneThatWasNotCycledIsSaid()
    {
        var trainer = Create(cycles: false);
        Step(trainer);
        trainer.Save(_scratch.File());
        var other = Create(cycles: true);
        float[] before = Numbers.Of<float>(other);
        Assert.Contains(
            "The file's OneCycleSchedule left the momentum alone, but this trainer's cycles it. Give it one with CycleMomentum = false before Load",
            Assert.Throws<CheckpointException>(() => other.Load(_scratch.File())).Message);
        Assert.Equal(before, Numbers.Of<float>(other));
    }

    private TinyNet.Trainer<Adam> Create(bool cycles) =>
        _net.CreateTrainer<Adam>(2, new TrainerOptions { Schedule = new OneCycleSchedule(0.1, 20) { CycleMomentum = cycles } });

    private static void Step(TinyNet.Trainer<Adam> trainer) => trainer.Step(Numbers.Draw<float>(1, 6), Numbers.Draw<float>(2, 4));
}
