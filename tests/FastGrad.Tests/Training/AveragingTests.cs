using System.Numerics;
using static FastGrad.Tests.Training.Data;

namespace FastGrad.Tests.Training;

/// <summary>An exponential moving average follows the weights.</summary>
[Trait("Category", "Numeric")]
public class AveragingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.9999)]
    public void FollowsTheWeights(double decay)
    {
        Follow(new DoubleNet(2), net => net.CreateTrainer(4, new() { AverageDecay = decay }), decay, 1e-15);
        Follow(new SingleNet(2), net => net.CreateTrainer(4, new() { AverageDecay = decay, Threads = 3, LeastWork = 1 }), decay, 1e-6);
        // Unfused, too.
        TrainerOptions clipped = new() { AverageDecay = decay, Clipping = GradientClipping.ByNorm(1) };
        Follow(new DoubleNet(2), net => net.CreateTrainer<Lamb>(4, clipped), decay, 1e-15);
    }

    [Fact]
    public void ThereIsNoneUnlessAskedFor()
    {
        var trainer = new DoubleNet().CreateTrainer(1);
        Assert.Null(trainer.Average);
        var other = new DoubleNet().CreateTrainer(1, new() { AverageDecay = 0.99 });
        Assert.True(other.WorkspaceBytes > trainer.WorkspaceBytes);
    }

    [Fact]
    public void CanBePutIntoAnotherModel()
    {
        DoubleNet net = new(1), averaged = new(2);
        var trainer = net.CreateTrainer(2, new() { AverageDecay = 0.9 });
        for (int step = 0; step < 5; step++)
            trainer.Step(Numbers(10, step), Numbers(14, -step));
        trainer.Average!.CopyTo(averaged.Parameters);
        Assert.Equal(Values(trainer.Average), Values(averaged.Parameters));
        Assert.NotEqual(Values(net.Parameters), Values(averaged.Parameters));
    }

    /// <summary>Inputs of 0 give the first weights no gradient.</summary>
    [Fact]
    public void WhatNeverMovesIsItsOwnAverage()
    {
        foreach (double decay in (double[])[0.1, 0.49, 0.77, 0.999])
        {
            SingleNet net = new(3);
            var trainer = net.CreateTrainer<Sgd>(2, new() { AverageDecay = decay });
            for (int step = 0; step < 20; step++)
                trainer.Step(new float[10], [.. Numbers(14, step).Select(value => (float)value)]);
            Assert.Equal(new SingleNet(3).Parameters["Dense1.Weight"].Values.ToArray(), trainer.Average!["Dense1.Weight"].Values.ToArray());
            Assert.NotEqual(net.Parameters["Dense1.Bias"].Values.ToArray(), trainer.Average["Dense1.Bias"].Values.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TheShareThatIsKeptIsBelowOne(double decay) =>
        Assert.Equal(
            decay, Assert.Throws<ArgumentOutOfRangeException>("AverageDecay", () => new TrainerOptions { AverageDecay = decay }).ActualValue);

    private static void Follow<TNet, T>(TNet net, Func<TNet, ITrainer<T, T>> create, double decay, double tolerance)
        where TNet : IModel<T, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ITrainer<T, T> trainer = create(net);
        double[] expected = [.. Values(net.Parameters).Select(double.CreateChecked)];
        Assert.Equal(Values(net.Parameters), Values(trainer.Average!));
        for (int step = 1; step <= 20; step++)
        {
            T[] inputs = [.. Numbers(20, step).Select(T.CreateChecked)], targets = [.. Numbers(28, -step).Select(T.CreateChecked)];
            if (step % 2 == 0)
            {
                trainer.Step(inputs, targets);
            }
            else
            {
                trainer.ZeroGradients();
                trainer.Forward(inputs);
                trainer.Loss(targets);
                trainer.Backward();
                trainer.Update();
            }
            T[] weights = Values(net.Parameters), averages = Values(trainer.Average!);
            for (int i = 0; i < expected.Length; i++)
            {
                expected[i] = decay * expected[i] + (1 - decay) * double.CreateChecked(weights[i]);
                Assert.Equal(expected[i], double.CreateChecked(averages[i]), step * tolerance * (1 + Math.Abs(expected[i])));
            }
        }
    }
}
