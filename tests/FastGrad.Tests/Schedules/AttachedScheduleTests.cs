using FastGrad.Tests.Optimizers;
using FastGrad.Tests.Runtime;

namespace FastGrad.Tests.Schedules;

/// <summary>A schedule on a trainer: when it sets the rate, what it starts from, what comes back when it goes.</summary>
public class AttachedScheduleTests
{
    private readonly double[] _input = [1], _target = new double[FreeWeights.OutputLength];

    [Fact]
    public void TheRateIsSetBeforeEachUpdate()
    {
        var trainer = new FreeWeights().CreateTrainer<Sgd>(1, new TrainerOptions { Schedule = new StepSchedule(2, 0.5) });
        Assert.Equal(0.001, trainer.BaseLearningRate);
        trainer.BaseLearningRate = 0.5;
        List<double> rates = [];
        for (int step = 0; step < 6; step++)
        {
            if (step % 2 == 0)
                trainer.Step(_input, _target);
            else
                Phases(trainer);
            rates.Add(trainer.Optimizer.LearningRate);
        }
        Assert.Equal([0.5, 0.5, 0.25, 0.25, 0.125, 0.125], rates);
    }

    /// <summary>The step is made with the new rate, not with the one before.</summary>
    [Fact]
    public void TheUpdateUsesTheRate()
    {
        FreeWeights scheduled = new(), plain = new();
        var one = scheduled.CreateTrainer<Sgd>(1, new TrainerOptions { Schedule = new LambdaSchedule(step => step + 1) });
        var two = plain.CreateTrainer<Sgd>(1);
        for (int step = 0; step < 5; step++)
        {
            two.Optimizer.LearningRate = 0.001 * (step + 1);
            one.Step(_input, _target);
            two.Step(_input, _target);
        }
        Assert.Equal(plain.Parameters[0].Values.ToArray(), scheduled.Parameters[0].Values.ToArray());
    }

    [Fact]
    public void TheStepCountIsAllItNeeds()
    {
        var trainer = new FreeWeights().CreateTrainer<Sgd>(1, new TrainerOptions { Schedule = new ExponentialSchedule(0.5) });
        trainer.Optimizer.StepCount = 10;
        trainer.Step(_input, _target);
        Assert.Equal(0.001 / 1024, trainer.Optimizer.LearningRate);
        Assert.Equal(11, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void WhatIsSetOnTheOptimizerIsWrittenOver()
    {
        var trainer = new FreeWeights().CreateTrainer<Sgd>(1, new TrainerOptions { Schedule = new StepSchedule(100) });
        trainer.Optimizer.LearningRate = 7;
        Assert.Equal(0.001, trainer.BaseLearningRate);
        trainer.Step(_input, _target);
        Assert.Equal(0.001, trainer.Optimizer.LearningRate);
    }

    [Fact]
    public void TakenOffItGivesBackRateAndMomentum()
    {
        var trainer = new FreeWeights().CreateTrainer<Sgd>(1);
        trainer.Optimizer.LearningRate = 0.25;
        trainer.Optimizer.Momentum = 0.5;
        trainer.Schedule = new OneCycleSchedule(1, 10);
        trainer.Step(_input, _target);
        Assert.Equal((0.04, 0.95), (trainer.Optimizer.LearningRate, trainer.Optimizer.Momentum));

        // Another starts from the user's own, not from where the first one was.
        trainer.Schedule = new StepSchedule(1, 0.5);
        Assert.Equal((0.25, 0.5), (trainer.BaseLearningRate, trainer.Optimizer.Momentum));
        trainer.Step(_input, _target);
        Assert.Equal((0.125, 0.5), (trainer.Optimizer.LearningRate, trainer.Optimizer.Momentum));

        trainer.Schedule = null;
        Assert.Null(trainer.Schedule);
        Assert.Equal((0.25, 0.25), (trainer.Optimizer.LearningRate, trainer.BaseLearningRate));
        trainer.BaseLearningRate = 0.75;
        Assert.Equal(0.75, trainer.Optimizer.LearningRate);
    }

    [Fact]
    public void MomentumIsBeta1WhereThereIsNone()
    {
        var trainer = new FreeWeights().CreateTrainer<Adam>(1, new TrainerOptions { Schedule = new CyclicSchedule(0.1, 4) });
        trainer.Step(_input, _target);
        Assert.Equal((0.001, 0.9), (trainer.Optimizer.LearningRate, trainer.Optimizer.Beta1));
        trainer.Step(_input, _target);
        Assert.Equal(0.9 - 0.1 / 4, trainer.Optimizer.Beta1, 1e-15);
    }

    /// <summary>In a sequence, a part that leaves momentum alone sees the user's own.</summary>
    [Fact]
    public void MomentumComesBackWithinASequence()
    {
        var trainer = new FreeWeights().CreateTrainer<Sgd>(1);
        trainer.Optimizer.Momentum = 0.25;
        trainer.Schedule = new SequenceSchedule([new OneCycleSchedule(1, 3), new StepSchedule(10)], [2]);
        List<double> momenta = [];
        for (int step = 0; step < 4; step++)
        {
            trainer.Step(_input, _target);
            momenta.Add(trainer.Optimizer.Momentum);
        }
        Assert.Equal([0.25, 0.25], momenta[2..]);
        Assert.NotEqual(0.25, momenta[0]);
    }

    [Fact]
    public void AnOptimizerWithoutMomentumRefusesToBeCycled()
    {
        LinearTrainer trainer = new();
        trainer.Schedule = new StepSchedule(10);
        var thrown = Assert.Throws<ArgumentException>(() => trainer.Schedule = new OneCycleSchedule(1, 10));
        Assert.Contains("OneCycleSchedule cycles momentum, but Momentum has neither Momentum nor Beta1", thrown.Message);
        Assert.IsType<StepSchedule>(trainer.Schedule);
        trainer.Schedule = new OneCycleSchedule(1, 10) { CycleMomentum = false };
    }

    [Fact]
    public void AnImpossibleRateChangesNothing()
    {
        FreeWeights model = new();
        var trainer = model.CreateTrainer<Sgd>(1, new TrainerOptions { Schedule = new LambdaSchedule(step => step == 1 ? double.NaN : 1) });
        trainer.Step(_input, _target);
        double[] before = model.Parameters[0].Values.ToArray();
        var thrown = Assert.Throws<InvalidOperationException>(() => trainer.Step(_input, _target));
        Assert.Contains("LambdaSchedule gives NaN as the rate of step 1", thrown.Message);
        Assert.Equal(1, trainer.Optimizer.StepCount);
        Assert.Equal(before, model.Parameters[0].Values.ToArray());
        Assert.Equal("BaseLearningRate", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.BaseLearningRate = -1).ParamName);
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        var trainer = new FreeWeights().CreateTrainer<Sgd>(1, new TrainerOptions
        {
            Schedule = new SequenceSchedule(
                [new LinearWarmupSchedule(5), new OneCycleSchedule(0.1, 1000), new CosineWarmRestartsSchedule(3, 2)], [5, 8]),
        });
        Allocation.None(() => trainer.Step(_input, _target));
        Allocation.None(() => Phases(trainer));
    }

    private void Phases(ITrainer<double, double> trainer)
    {
        trainer.ZeroGradients();
        trainer.Forward(_input);
        trainer.Loss(_target);
        trainer.Backward();
        trainer.Update();
    }
}
