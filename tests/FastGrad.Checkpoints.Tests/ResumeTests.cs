using System.Numerics;

namespace FastGrad.Checkpoints.Tests;

/// <summary>Training that stops, and goes on elsewhere, comes to the same bits as training that did not.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Steps = 100, Saved = 50, Examples = 5;

    private static readonly Dictionary<string, Func<Schedule?>> _schedules = new()
    {
        ["none"] = () => null,
        ["cosine"] = () => new CosineAnnealingSchedule(80, 1e-4),
        ["one cycle"] = () => new OneCycleSchedule(0.02, Steps),
        ["plateau"] = () => new SequenceSchedule(
            [new LinearWarmupSchedule(10), new ReduceOnPlateauSchedule { Patience = 3, Factor = 0.5, Cooldown = 2 }], [10]),
    };

    private readonly Scratch _scratch = new();

    public static TheoryData<string, string, int> Cases
    {
        get
        {
            TheoryData<string, string, int> cases = [];
            foreach (string optimizer in (string[])["Sgd", "Adam", "AdamW", "Lamb", "NAdam"])
            {
                foreach (string schedule in _schedules.Keys)
                    cases.Add(optimizer, schedule, 1);
                cases.Add(optimizer, "one cycle", 3);
            }
            return cases;
        }
    }

    public void Dispose() => _scratch.Dispose();

    [Theory, MemberData(nameof(Cases))]
    public void Mixed(string optimizer, string schedule, int threads) => Resumes(
        () =>
        {
            MixedNet net = new(7);
            TrainerOptions options = Options(schedule, threads);
            return Run.Of<float, int>(net, optimizer switch
            {
                "Sgd" => net.CreateTrainer<Sgd>(Examples, options),
                "Adam" => net.CreateTrainer(Examples, options),
                "AdamW" => net.CreateTrainer<AdamW>(Examples, options),
                "Lamb" => net.CreateTrainer<Lamb>(Examples, options),
                _ => net.CreateTrainer<NAdam>(Examples, options),
            }, step => (Numbers.Draw<float>(step, Examples * 6), Numbers.Labels(step, Examples, 4)));
        });

    [Theory, MemberData(nameof(Cases))]
    public void MixedDouble(string optimizer, string schedule, int threads) => Resumes(
        () =>
        {
            MixedDoubleNet net = new(7);
            TrainerOptions options = Options(schedule, threads);
            return Run.Of<double, int>(net, optimizer switch
            {
                "Sgd" => net.CreateTrainer<Sgd>(Examples, options),
                "Adam" => net.CreateTrainer(Examples, options),
                "AdamW" => net.CreateTrainer<AdamW>(Examples, options),
                "Lamb" => net.CreateTrainer<Lamb>(Examples, options),
                _ => net.CreateTrainer<NAdam>(Examples, options),
            }, step => (Numbers.Draw<double>(step, Examples * 6), Numbers.Labels(step, Examples, 4)));
        });

    [Theory, InlineData(1), InlineData(3)]
    public void Carrying(int threads) => Resumes(() =>
    {
        CarryingNet net = new(7);
        return Run.Of<float, float>(
            net, net.CreateTrainer<NAdam>(Examples, Options("cosine", threads)),
            step => (Numbers.Draw<float>(step, Examples * 6), Numbers.Draw<float>(step + 1000, Examples * 4)));
    });

    [Fact]
    public void CarryingDouble() => Resumes(() =>
    {
        CarryingDoubleNet net = new(7);
        return Run.Of<double, double>(
            net, net.CreateTrainer<Lamb>(Examples, Options("none", 1)),
            step => (Numbers.Draw<double>(step, Examples * 6), Numbers.Draw<double>(step + 1000, Examples * 4)));
    });

    /// <summary>Saved in the middle of an update's batches, of different sizes.</summary>
    [Fact]
    public void Gathering() => Resumes(() =>
    {
        MixedNet net = new(7);
        TrainerOptions options = new() { Seed = 3, AccumulationSteps = 3, AverageDecay = 0.9, Clipping = GradientClipping.ByNorm(0.5) };
        return Run.Of<float, int>(net, net.CreateTrainer<NAdam>(Examples, options), step =>
            (Numbers.Draw<float>(step, (step % Examples + 1) * 6), Numbers.Labels(step, step % Examples + 1, 4)));
    });

    /// <summary>What was set while training is part of it, and what is set elsewhere gives way.</summary>
    [Fact]
    public void SettingsComeAlong()
    {
        TinyNet net = new(), other = new(9);
        var one = net.CreateTrainer<AdamW>(2, new TrainerOptions { Seed = 77 });
        (one.Optimizer.LearningRate, one.Optimizer.Beta1, one.Optimizer.WeightDecay) = (0.03, 0.85, 0.25);
        one.Step(Numbers.Draw<float>(1, 6), Numbers.Draw<float>(2, 4));
        one.Save(_scratch.File());
        var two = other.CreateTrainer<AdamW>(8);
        two.Load(_scratch.File());
        Assert.Equal(
            (0.03, 0.85, 0.999, 1e-8, 0.25, 77ul, 1ul),
            (two.Optimizer.LearningRate, two.Optimizer.Beta1, two.Optimizer.Beta2, two.Optimizer.Epsilon, two.Optimizer.WeightDecay,
            two.Seed, two.Call));
        Assert.Equal(Numbers.Of<float>(one), Numbers.Of<float>(two));
    }

    [Fact]
    public void GradientsOfBeforeAreNone()
    {
        TinyNet net = new();
        var trainer = net.CreateTrainer(2);
        trainer.Save(_scratch.File());
        trainer.Forward(Numbers.Draw<float>(1, 6));
        trainer.Loss(Numbers.Draw<float>(2, 4));
        trainer.Backward();
        trainer.Load(_scratch.File());
        Assert.Throws<InvalidOperationException>(trainer.Update);
        trainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => trainer.Save(_scratch.File()));
        Assert.Throws<ObjectDisposedException>(() => trainer.Load(_scratch.File()));
    }

    [Fact]
    public void AnotherOptimizerScheduleOrCapacityIsRefused()
    {
        TinyNet net = new();
        net.CreateTrainer<Adam>(2).Save(_scratch.File());
        Refuses(net.CreateTrainer<Sgd>(2), "The file was saved by a trainer with Adam, but this one has Sgd.");
        Refuses(
            net.CreateTrainer<Adam>(2, new TrainerOptions { Schedule = new StepSchedule(3) }),
            "saved by a trainer with no schedule, but this one has StepSchedule");
        net.CreateTrainer<Adam>(2, new TrainerOptions { Schedule = new StepSchedule(3) }).Save(_scratch.File());
        Refuses(net.CreateTrainer<Adam>(2), "saved by a trainer with StepSchedule, but this one has none");

        CarryingNet carrying = new();
        carrying.CreateTrainer(3).Save(_scratch.File());
        Refuses(carrying.CreateTrainer(4), "Tensor 'state/Gru1.State' is 3×5 in the file, but 4×5 here.");
    }

    private void Refuses(ITrainer<float> trainer, string message)
    {
        float[] before = Numbers.Of(trainer);
        Assert.Contains(message, Assert.Throws<CheckpointException>(() => trainer.Load(_scratch.File())).Message);
        Assert.Equal(before, Numbers.Of(trainer));
    }

    private static TrainerOptions Options(string schedule, int threads) =>
        new() { Seed = 5, Threads = threads, LeastWork = threads > 1 ? 1 : 1 << 18, Schedule = _schedules[schedule]() };

    private void Resumes<T>(Func<Run<T>> create) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T> whole = create();
        List<T> losses = [];
        for (int step = 0; step < Steps; step++)
        {
            if (step == Saved)
                whole.Trainer.Save(_scratch.File());
            losses.Add(whole.Step(step));
        }

        Run<T> resumed = create();
        // Whatever it did before gives way.
        resumed.Step(1234);
        resumed.Trainer.Seed = 1;
        resumed.Trainer.Load(_scratch.File());
        for (int step = Saved; step < Steps; step++)
            Assert.Equal(losses[step], resumed.Step(step));
        Assert.Equal(Numbers.Of(whole.Model), Numbers.Of(resumed.Model));
        Assert.Equal(Numbers.Of(whole.Trainer), Numbers.Of(resumed.Trainer));
        Assert.Equal(whole.Trainer.Average is null, resumed.Trainer.Average is null);
        if (whole.Trainer.Average is ParameterSet<T> average)
            Assert.Equal(Numbers.Of(average), Numbers.Of(resumed.Trainer.Average!));
        whole.Trainer.Dispose();
        resumed.Trainer.Dispose();
    }
}
