namespace FastGrad.Checkpoints.Tests;

/// <summary>What a file says of the optimizer: which one and in which form, and its settings.</summary>
public sealed class OptimizerFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <summary>A model that has been renamed goes on, too.</summary>
    [Fact]
    public void AFormIsTheSameInEveryModel()
    {
        WideNet net = new();
        var trainer = net.CreateTrainer(2);
        trainer.Step(Numbers.Draw<float>(1, 6), Numbers.Draw<float>(2, 4));
        trainer.Save(_scratch.File());
        Assert.Equal("Adam(AmsGrad = true)", trainer.Optimizer.FormName);
        Assert.Equal(
            "Adam(AmsGrad = true)",
            SafeTensors.Parse(File.ReadAllBytes(_scratch.File())).Metadata["optimizer.kind"]!.GetValue<string>());
        var other = new WideToo(9).CreateTrainer(2);
        other.Load(_scratch.File());
        Assert.Equal(Numbers.Of<float>(trainer), Numbers.Of<float>(other));
    }

    [Fact]
    public void AnotherFormIsRefused()
    {
        WideNet net = new();
        net.CreateTrainer(2).Save(_scratch.File());
        Assert.Contains("saved by a trainer with Adam(AmsGrad = true), but this one has Adam.", Refused(net.CreateTrainer<Adam>(2)));
        net.CreateTrainer<Adam>(2).Save(_scratch.File());
        Assert.Contains("saved by a trainer with Adam, but this one has Adam(AmsGrad = true).", Refused(net.CreateTrainer(2)));
    }

    /// <summary>A setting that nobody has set can't be taken back, which must not hide what was wrong.</summary>
    [Fact]
    public void TheFirstProblemIsSaid()
    {
        TinyNet net = new();
        var trainer = Create();
        trainer.Optimizer.Factor = 0.5;
        trainer.Save(_scratch.File());
        SafeTensors file = SafeTensors.Parse(File.ReadAllBytes(_scratch.File()));
        file.Metadata["schedule.state.reductions"] = "-1";
        file.Metadata["fastgrad.seal"] = DamagedFileTests.SealOf(file);
        File.WriteAllBytes(_scratch.File(), file.ToBytes());
        Assert.Contains("The schedule refuses its numbers.", Refused(Create()));

        TinyNet.Trainer<Needy> Create() => net.CreateTrainer<Needy>(2, new TrainerOptions { Schedule = new ReduceOnPlateauSchedule() });
    }

    private string Refused(ITrainer<float> trainer) => Assert.Throws<CheckpointException>(() => trainer.Load(_scratch.File())).Message;
}
