namespace FastGrad.Tests.Optimizers;

/// <summary>What can be set while training: checked, and effective from the next step.</summary>
public class HyperParameterTests
{
    /// <summary>Settings of generated optimizers, each with values it must refuse.</summary>
    public static TheoryData<Optimizer, string, double[]> Refused => new()
    {
        { new Sgd(), nameof(Sgd.LearningRate), [-1e-9, double.NaN, double.NegativeInfinity, double.PositiveInfinity] },
        { new Sgd(), nameof(Sgd.Momentum), [-1e-9, 1, 2, double.NaN] },
        { new Sgd(), nameof(Sgd.Dampening), [-1e-9, 1.000001, double.NaN] },
        { new Adam(), nameof(Adam.LearningRate), [-1, double.NaN] },
        { new Adam(), nameof(Adam.Beta1), [-0.1, 1, double.NaN] },
        { new Adam(), nameof(Adam.Beta2), [-0.1, 1, double.PositiveInfinity] },
        { new Adam(), nameof(Adam.Epsilon), [0, -1e-8, double.NaN] },
        { new AdamW(), nameof(AdamW.LearningRate), [-1, double.NaN] },
        { new AdamW(), nameof(AdamW.Beta1), [-0.1, 1, double.NaN] },
        { new AdamW(), nameof(AdamW.Beta2), [-0.1, 1, double.NaN] },
        { new AdamW(), nameof(AdamW.Epsilon), [0, -1e-8, double.NaN] },
        { new AdamW(), nameof(AdamW.WeightDecay), [-1e-9, double.NaN, double.PositiveInfinity] },
        { new Lamb(), nameof(Lamb.LearningRate), [-1, double.NaN] },
        { new Lamb(), nameof(Lamb.Epsilon), [0, double.NaN] },
        { new Lamb(), nameof(Lamb.WeightDecay), [-1e-9, double.NaN] },
        { new NAdam(), nameof(NAdam.LearningRate), [-1, double.NaN] },
        { new NAdam(), nameof(NAdam.MomentumDecay), [-1e-9, double.NaN, double.PositiveInfinity] },
        { new NAdam(), nameof(NAdam.Beta1), [-0.1, 1, double.NaN] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void OutOfRangeThrowsAndChangesNothing(Optimizer optimizer, string name, double[] values)
    {
        var property = optimizer.GetType().GetProperty(name)!;
        object? before = property.GetValue(optimizer);

        foreach (double value in values)
        {
            var thrown = Assert.IsType<ArgumentOutOfRangeException>(
                Assert.Throws<System.Reflection.TargetInvocationException>(() => property.SetValue(optimizer, value)).InnerException);
            Assert.Equal(name, thrown.ParamName);
            Assert.Equal(value, thrown.ActualValue);
            Assert.Equal(before, property.GetValue(optimizer));
        }
    }

    [Fact]
    public void LimitsThatBelongToTheRangeAreTaken()
    {
        Adam adam = new() { LearningRate = 0, Beta1 = 0, Beta2 = 0, Epsilon = double.Epsilon };
        AdamW decayed = new() { WeightDecay = 0 };

        Assert.Equal(1, new Sgd { Dampening = 1 }.Dampening);
        Assert.Equal((0, 0, 0, double.Epsilon, 0), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, decayed.WeightDecay));
    }

    [Fact]
    public void ADeclarationSetsItsTrainersOptimizer()
    {
        AdamW optimizer = new Configured().CreateTrainer(batchCapacity: 1).Optimizer;

        Assert.Equal((0.25, 0.5, 0.75), (optimizer.LearningRate, optimizer.Beta1, optimizer.WeightDecay));
        Assert.Equal(new AdamWAttribute().Beta2, optimizer.Beta2);
    }

    [Fact]
    public void ATypeChoosesAnotherOptimizerAtItsDefaults()
    {
        Configured model = new();
        Adam adam = model.CreateTrainer<Adam>(batchCapacity: 1).Optimizer;

        Assert.Equal(new AdamAttribute().LearningRate, adam.LearningRate);
        Assert.Equal(0, adam.StepCount);
    }

    [Fact]
    public void StepsAreCountedWhereverTheyAreMade()
    {
        var trainer = new Configured().CreateTrainer(batchCapacity: 1);

        trainer.Step([1, 2], [3]);
        trainer.Step([1, 2], [3]);
        Assert.Equal(2, trainer.Optimizer.StepCount);
        trainer.Forward([1, 2]);
        trainer.Loss([3]);
        trainer.Backward();
        Assert.Equal(2, trainer.Optimizer.StepCount);
        trainer.Update();
        Assert.Equal(3, trainer.Optimizer.StepCount);
        trainer.Evaluate([1, 2], [3]);
        Assert.Throws<ArgumentException>(() => trainer.Step([1], [3]));
        Assert.Equal(3, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void SlotsAreReadByNameAndLaidOutAsTheParameters()
    {
        Configured model = new(seed: 1);
        var trainer = model.CreateTrainer<Sgd>(batchCapacity: 1);
        Assert.Equal(["velocity"], trainer.OptimizerState.Names);
        Assert.Equal(["m", "v"], model.CreateTrainer(batchCapacity: 1).OptimizerState.Names);
        Assert.Throws<KeyNotFoundException>(() => trainer.OptimizerState["m"]);

        // The first velocity is the gradient, which at input (3, 5) and output gradient 2 is (6, 10) and 2.
        trainer.Forward([3, 5]);
        trainer.Backward([2.0]);
        trainer.Update();
        Assert.Equal([6, 10], trainer.OptimizerState["velocity"]["Dense1.Weight"].Values.ToArray());
        Assert.Equal([2], trainer.OptimizerState["velocity"]["Dense1.Bias"].Values.ToArray());
        Assert.Equal(model.Parameters.Select(parameter => parameter.Name), trainer.OptimizerState["velocity"].Select(parameter => parameter.Name));
    }

    [Fact]
    public void ANewLearningRateActsFromTheNextStepOn()
    {
        Configured model = new(seed: 1);
        var trainer = model.CreateTrainer<Sgd>(batchCapacity: 1);
        trainer.Optimizer.LearningRate = 0;
        double[] before = model.Parameters["Dense1.Weight"].Values.ToArray();
        trainer.Forward([3, 5]);
        trainer.Backward([2.0]);
        trainer.Update();
        Assert.Equal(before, model.Parameters["Dense1.Weight"].Values.ToArray());

        trainer.Optimizer.LearningRate = 0.5;
        trainer.Update();
        Assert.Equal([before[0] - 3, before[1] - 5], model.Parameters["Dense1.Weight"].Values.ToArray());
    }
}

/// <summary>An optimizer with settings of its own in the declaration.</summary>
[Model(Precision = Precision.Double)]
[Input(2), Dense(1)]
[Mse, AdamW(LearningRate = 0.25, Beta1 = 0.5, WeightDecay = 0.75)]
internal sealed partial class Configured;
