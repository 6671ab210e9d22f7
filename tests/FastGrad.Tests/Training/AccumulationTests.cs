using FastGrad.Training;
using static FastGrad.Tests.Training.Data;

namespace FastGrad.Tests.Training;

/// <summary>Several batches in turn learn what one of all their examples would.</summary>
[Trait("Category", "Numeric")]
public class AccumulationTests
{
    private const int Rounds = 5;

    public static TheoryData<int[]> Sizes => [(int[])[4, 4, 4], (int[])[1, 7, 3, 5], (int[])[8, 2]];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BatchesInTurnAreOneBatch(int[] sizes)
    {
        GradientClipping?[] clippings = [null, GradientClipping.ByNorm(0.1), GradientClipping.ByTensorNorm(0.05), GradientClipping.ByValue(0.02)];
        foreach (GradientClipping? clipping in clippings)
        {
            TrainerOptions options = new() { AccumulationSteps = sizes.Length, Clipping = clipping }, plain = new() { Clipping = clipping };
            OfNumbers(sizes, seed => new DoubleNet(seed), (net, accumulates) => net.CreateTrainer(16, accumulates ? options : plain));
            OfNumbers(sizes, seed => new DoubleNet(seed), (net, accumulates) => net.CreateTrainer<Sgd>(16, accumulates ? options : plain));
            OfNumbers(sizes, seed => new DoubleNet(seed), (net, accumulates) => net.CreateTrainer<Lamb>(16, accumulates ? options : plain));
            OfNumbers(sizes, seed => new SumNet(seed), (net, accumulates) => net.CreateTrainer(16, accumulates ? options : plain));
            OfLabels(sizes, options, plain);
        }
    }

    [Fact]
    public void WeightsMoveWithTheLastBatch()
    {
        DoubleNet net = new(1);
        var trainer = net.CreateTrainer(2, new() { AccumulationSteps = 3, Clipping = GradientClipping.ByNorm(1), AverageDecay = 0.5 });
        double[] before = Values(net.Parameters);
        for (int call = 1; call <= 9; call++)
        {
            double loss = trainer.Evaluate(Numbers(10, call), Numbers(14, -call));
            Assert.Equal(loss, trainer.Step(Numbers(10, call), Numbers(14, -call)), 1e-14);
            Assert.Equal(call / 3, trainer.Optimizer.StepCount);
            Assert.Equal(call, (int)trainer.Call);
            if (call % 3 != 0)
                Assert.Equal(before, Values(net.Parameters));
            else
                Assert.NotEqual(before, Values(net.Parameters));
            before = Values(net.Parameters);
        }
    }

    /// <summary>A phase that changes gradients drops what was gathered; one that does not leaves it alone.</summary>
    [Fact]
    public void PhasesInBetween()
    {
        double[] inputs = Numbers(10, 1), targets = Numbers(14, 2), others = Numbers(10, 3);
        double[] expected = Run(trainer =>
        {
            trainer.Step(inputs, targets);
            trainer.Step(inputs, targets);
        });
        Assert.Equal(expected, Run(trainer =>
        {
            trainer.Step(others, targets);
            trainer.ZeroGradients();
            trainer.Step(inputs, targets);
            trainer.Step(inputs, targets);
        }));
        Assert.Equal(expected, Run(trainer =>
        {
            trainer.Step(others, targets);
            trainer.Forward(others);
            trainer.Backward(targets);
            trainer.Step(inputs, targets);
            trainer.Step(inputs, targets);
        }));
        Assert.Equal(expected, Run(trainer =>
        {
            trainer.Step(inputs, targets);
            trainer.Evaluate(others, targets);
            trainer.Forward(others);
            trainer.Step(inputs, targets);
        }));

        // What was gathered has no part in what a phase adds up afterwards.
        void Alone(ITrainer<double, double> trainer)
        {
            trainer.Forward(inputs);
            trainer.Loss(targets);
            trainer.Backward();
            trainer.Update();
        }
        Assert.Equal(Run(Alone), Run(trainer =>
        {
            trainer.Step(others, targets);
            Alone(trainer);
        }));

        static double[] Run(Action<ITrainer<double, double>> train)
        {
            DoubleNet net = new(1);
            var trainer = net.CreateTrainer(2, new() { AccumulationSteps = 2 });
            train(trainer);
            Assert.Equal(1, trainer.Optimizer.StepCount);
            return Values(net.Parameters);
        }
    }

    /// <summary>At an epoch's end there may be fewer batches than it takes.</summary>
    [Fact]
    public void UpdateEndsItEarly()
    {
        double[] inputs = Numbers(15, 1), targets = Numbers(21, 2);
        DoubleNet whole = new(1), parts = new(1);
        whole.CreateTrainer(3).Step(inputs, targets);
        var trainer = parts.CreateTrainer(2, new() { AccumulationSteps = 4 });
        trainer.Step(inputs.AsSpan(..10), targets.AsSpan(..14));
        trainer.Step(inputs.AsSpan(10..), targets.AsSpan(14..));
        trainer.Update();
        Assert.Equal(1, trainer.Optimizer.StepCount);
        Assert.Equal(Values(whole.Parameters), Values(parts.Parameters), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Throws<InvalidOperationException>(trainer.Update);
    }

    [Fact]
    public void SharesOfAMeanAddUpToOneAndSumsJustAdd()
    {
        Accumulation mean = new(3, isSum: false), sum = new(3, isSum: true);
        foreach (int[] sizes in (int[][])[[5, 5, 5], [2, 7, 1]])
        {
            double[] shares = [.. sizes.Select(size => mean.Take(size))];
            double correction = mean.Finish();
            for (int i = 0; i < sizes.Length; i++)
                Assert.Equal((double)sizes[i] / sizes.Sum(), shares[i] * correction, 1e-15);
            Assert.All(sizes, size => Assert.Equal(1, sum.Take(size)));
            Assert.Equal(1, sum.Finish());
            Assert.True(mean.IsEmpty && sum.IsEmpty);
        }
        // Equal batches need no correction, and one step no share.
        mean.Take(4);
        mean.Take(4);
        Assert.True(mean.IsLast);
        mean.Take(4);
        Assert.Equal(1, mean.Finish());
        Accumulation one = new(1, isSum: false);
        Assert.Equal((1, 1, true), (one.Take(17), one.Finish(), one.IsLast));
        Assert.Null(one.UnfusedBecause);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void AtLeastOneStepIsMade(int steps) =>
        Assert.Equal(
            steps, Assert.Throws<ArgumentOutOfRangeException>("AccumulationSteps", () => new TrainerOptions { AccumulationSteps = steps }).ActualValue);

    private static void OfNumbers<TNet>(int[] sizes, Func<ulong, TNet> net, Func<TNet, bool, ITrainer<double, double>> create)
        where TNet : IModel<double, double>
    {
        TNet several = net(1), one = net(1);
        ITrainer<double, double> inTurn = create(several, true), atOnce = create(one, false);
        for (int round = 0; round < Rounds; round++)
        {
            double[] inputs = Numbers(5 * sizes.Sum(), round), targets = Numbers(7 * sizes.Sum(), -round - 1);
            int start = 0;
            foreach (int size in sizes)
            {
                inTurn.Step(inputs.AsSpan(5 * start, 5 * size), targets.AsSpan(7 * start, 7 * size));
                start += size;
            }
            atOnce.Step(inputs, targets);
            Near(Values(one.Parameters), Values(several.Parameters));
            if (!double.IsNaN(atOnce.GradientNorm))
                Assert.Equal(atOnce.GradientNorm, inTurn.GradientNorm, 1e-12);
        }
        Assert.Equal(atOnce.Optimizer.StepCount, inTurn.Optimizer.StepCount);
    }

    private static void OfLabels(int[] sizes, TrainerOptions accumulates, TrainerOptions plain)
    {
        LabelNet several = new(1), one = new(1);
        ITrainer<double, int> inTurn = several.CreateTrainer(16, accumulates), atOnce = one.CreateTrainer(16, plain);
        for (int round = 0; round < Rounds; round++)
        {
            double[] inputs = Numbers(5 * sizes.Sum(), round);
            int[] labels = [.. Enumerable.Range(0, sizes.Sum()).Select(example => (example * 7 + round) % 4)];
            int start = 0;
            foreach (int size in sizes)
            {
                inTurn.Step(inputs.AsSpan(5 * start, 5 * size), labels.AsSpan(start, size));
                start += size;
            }
            atOnce.Step(inputs, labels);
            Near(Values(one.Parameters), Values(several.Parameters));
        }
    }

    private static void Near(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-11 * (1 + Math.Abs(expected[i])));
    }
}
