using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Losses;

[Model(Precision = Precision.Double), Input(2), Dense(3), Mse(Reduction = Reduction.Sum), Sgd(LearningRate = 0.01)]
public partial class SummedNet;

[Model(Precision = Precision.Double), Mse(Output = "A"), Mse(Output = "B", Reduction = Reduction.Sum), Sgd]
public partial class MixedNet
{
    [Dense(1)] private partial Tensor First(Tensor x);
    [Dense(1)] private partial Tensor Second(Tensor x);

    private (Tensor A, Tensor B) Forward([Shape(2)] Tensor x) => (First(x), Second(x));
}

/// <summary>The gradients of sums just add, whatever the batches' sizes.</summary>
public class SummedAccumulationTests
{
    [Fact]
    public void BatchesInTurnAreOneBatch()
    {
        double[] inputs = [.. Enumerable.Range(0, 2 * 6).Select(i => Math.Sin(i + 1))];
        double[] targets = [.. Enumerable.Range(0, 3 * 6).Select(i => Math.Cos(2 * i))];
        SummedNet whole = new(3), parts = new(3);
        var trainer = whole.CreateTrainer(Trainers.Here, 6);
        double loss = trainer.Step(inputs, targets);
        Trainers.Fetch(whole, trainer);

        trainer = parts.CreateTrainer(Trainers.Here, 4, new() { AccumulationSteps = 2 });
        double first = trainer.Step(inputs.AsSpan(..4), targets.AsSpan(..6)), second = trainer.Step(inputs.AsSpan(4..), targets.AsSpan(6..));

        Assert.Equal(loss, first + second, 1e-12);
        Trainers.Fetch(parts, trainer);
        foreach (Parameter<double> parameter in whole.Parameters)
            for (int i = 0; i < parameter.Values.Length; i++)
                Assert.Equal(parameter.Values[i], parts.Parameters[parameter.Name].Values[i], 1e-14);
    }

    [Fact]
    public void ASumBesideAMeanIsRefused()
    {
        var exception = Assert.Throws<ArgumentException>("options", () => new MixedNet().CreateTrainer(Trainers.Here, 4, new() { AccumulationSteps = 2 }));
        Assert.Contains("a sum beside a mean", exception.Message);
        new MixedNet().CreateTrainer(Trainers.Here, 4);
    }

    /// <summary>The inputs that it took are not those that Forward saw.</summary>
    [Fact]
    public void AStepThatThrowsEndsThePhasesUnderWay()
    {
        var trainer = new MixedNet(1).CreateTrainer(Trainers.Here, 1);
        trainer.Forward([1.0, 2]);
        trainer.Schedule = new LambdaSchedule(_ => double.NaN);
        Assert.Throws<InvalidOperationException>(() => trainer.Step([3, 4], [0], [0]));
        Assert.Throws<InvalidOperationException>(() => trainer.Loss([0], [0]));
    }
}
