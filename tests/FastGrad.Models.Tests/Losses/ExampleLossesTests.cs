using FastGrad.Models.Tests.Contract;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Losses;

/// <summary>Each example's own loss: what it is, when it is there, and that it costs no memory.</summary>
[Trait("Category", "Numeric")]
public class ExampleLossesTests
{
    private static readonly double[] _logits = [0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0];

    [Fact]
    public void TheyAreOfTheLastLossThatWasComputed()
    {
        var trainer = new IgnoringNet().CreateTrainer(Trainers.Here, 3);
        double[] first = [2 * Math.Log(4), 0, 0.5 * (Math.Log(3 + Math.Exp(2)) - 2)], second = [4 * Math.Log(3 + Math.E)];

        Near((first[0] + first[2]) / 2.5, trainer.Step(_logits, [2, -100, 1]));
        Near(first, trainer.ExampleLosses);
        trainer.Evaluate(_logits.AsSpan(4, 4), [3]);
        Near(second, trainer.ExampleLosses);
        trainer.Forward(_logits);
        Near(second, trainer.ExampleLosses);
        trainer.Loss([2, -100, 1]);
        Near(first, trainer.ExampleLosses);
        trainer.Backward();
        Near(first, trainer.ExampleLosses);
    }

    [Fact]
    public void OfSeveralLossesTheyAreAddedWithTheirWeights()
    {
        var net = new ManifoldNet();
        net.Parameters.Single(parameter => parameter.Name == "Head.Weight").Values.Clear();
        net.Parameters.Single(parameter => parameter.Name == "Guess.Weight").Values.Clear();
        var trainer = net.CreateTrainer(Trainers.Here, 3);

        // Means 1 and 2, variances 1 and 4.
        float[] inputs = [1, 2, 1, 4, 1, 2, 1, 4];
        float loss = trainer.Evaluate(inputs, [2, -1], [3, 1, 0, 2], [1, 4, 2, 2]);

        double log = Math.Log(3), logFour = Math.Log(4);
        Near([0.5 * log + 5, 2], [.. trainer.ExampleLosses.ToArray().Select(value => (double)value)], 1e-6);
        double gaussian = 0.5 * (0 + logFour + 1) + 0.5 * (1 + logFour);
        Near(0.5 * log + 3.5 + 0.25 * gaussian, loss, 1e-6);
    }

    [Fact]
    public void WeightsOfALossCountAndThoseOfExamplesDoNot()
    {
        var trainer = new WeightedIgnoringNet().CreateTrainer(Trainers.Here, 3);
        double two = 2 * Math.Log(4), one = 0.5 * (Math.Log(3 + Math.Exp(2)) - 2);
        Near((3 * two + 0.5 * one) / (3 * 2 + 0.5 * 0.5), trainer.Evaluate(_logits, [2, -100, 1], [3, 7, 0.5]));
        Near([two, 0, one], trainer.ExampleLosses);

        var squares = new WeightedSquaresNet().CreateTrainer(Trainers.Here, 2);
        Near((2 * 3 + 14.0 / 3) / 3, squares.Step([0, 0, 0, 1, 2, 3], [3, 0, 0, 0, 0, 0], [2, 1]));
        Near([3, 14.0 / 3], squares.ExampleLosses);
    }

    [Fact]
    public void OfALossWithWeightsTheyAreMeansOfWeightedTerms()
    {
        var relative = new RelativeNet().CreateTrainer(Trainers.Here, 2);
        Near((2.0 * 1 + 4 * 2 + 2 * 3) / (2 + 4 + 2), relative.Evaluate([0, 0, 0, 4, double.NaN, 5], [1, 2, 0, 1, 0, -1]));
        Near([10.0 / 3, 6.0 / 3], relative.ExampleLosses);

        var shared = new SharedNet().CreateTrainer(Trainers.Here, 2);
        Near((1 + 4 + 0 + 9 + 0 + 36.0) / (1 + 2 + 0 + 1 + 0 + 1), shared.Evaluate([0, 0, 0, 4, 0, 5], [1, 2, 0, 1, 0, -1]));
        Near([5.0 / 3, 45.0 / 3], shared.ExampleLosses);
    }

    [Fact]
    public void ThereAreNoneBeforeALossOrInAModelThatKeepsNone()
    {
        var trainer = new IgnoringNet().CreateTrainer(Trainers.Here, 3);
        Assert.Contains("no loss has been computed", Assert.Throws<InvalidOperationException>(() => trainer.ExampleLosses.Length).Message);
        trainer.Forward(_logits);
        Assert.Throws<InvalidOperationException>(() => trainer.ExampleLosses.Length);

        ITrainer<double> other = new SquaresNet().CreateTrainer(Trainers.Here, 3);
        Assert.Contains("Reduction = Reduction.None", Assert.Throws<InvalidOperationException>(() => other.ExampleLosses.Length).Message);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var trainer = new IgnoringNet().CreateTrainer(Trainers.Here, 3);
        int[] labels = [2, -100, 1];
        double sum = 0;
        Allocation.None(() =>
        {
            trainer.Step(_logits, labels);
            sum += trainer.ExampleLosses[0];
            trainer.Evaluate(_logits, labels);
            sum += trainer.ExampleLosses[2];
        });
    }

    internal static void Near(double expected, double actual, double tolerance = 1e-14) => Near([expected], [actual], tolerance);

    internal static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance = 1e-14)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
