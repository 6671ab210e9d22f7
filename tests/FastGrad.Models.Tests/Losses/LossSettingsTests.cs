using FastGrad.Models.Tests.Harness;
using static FastGrad.Models.Tests.Losses.ExampleLossesTests;

namespace FastGrad.Models.Tests.Losses;

/// <summary>Sums instead of means, labels that do not count, targets of another shape, weights of many classes.</summary>
[Trait("Category", "Numeric")]
public class LossSettingsTests
{
    private static readonly double[] _logits = [0.5, -1, 2, 0.25, 1, 0, -0.5, 0, 0, 2, 0, 1];

    [Fact]
    public void ASumIsOverExamplesAndOutputs()
    {
        var squares = new SquaresNet().CreateTrainer(Trainers.Here, 2);
        Near(9 + 14, squares.Step([0, 0, 0, 1, 2, 3], [3, 0, 0, 0, 0, 0]));

        // Weight times term, and nothing divided.
        var relative = new RelativeSumNet().CreateTrainer(Trainers.Here, 2);
        Near(2 * 1 + 4 * 2 + 2 * 3, relative.Evaluate([0, 0, 0, 4, 7, 5], [1, 2, 0, 1, 0, -1]));

        var background = new BackgroundNet().CreateTrainer(Trainers.Here, 2);
        Near(3 * Math.Log(3), background.Evaluate([0, 0, 0, 5, 1, 2], [1, 0], [3, 8]));
    }

    [Fact]
    public void IgnoredExamplesAreAsIfTheyWereNotThere()
    {
        var trainer = new IgnoringNet().CreateTrainer(Trainers.Here, 3);
        var without = new IgnoringNet().CreateTrainer(Trainers.Here, 3);
        double loss = trainer.Step(_logits, [3, -100, 1]);
        double[] gradient = trainer.InputGradient.ToArray();

        Assert.Equal(without.Step([.. _logits[..4], .. _logits[8..]], [3, 1]), loss);
        Assert.Equal([.. without.InputGradient[..4], 0, 0, 0, 0, .. without.InputGradient[4..]], gradient);
    }

    [Fact]
    public void IgnoredExamplesOfAPackedModelAreToo()
    {
        var trainer = new WeightedIgnoringNet().CreateTrainer(Trainers.Here, 3);
        var without = new WeightedIgnoringNet().CreateTrainer(Trainers.Here, 3);
        double loss = trainer.Step(_logits, [3, -100, 1], [2, 3, 0.5]);
        double[] gradient = trainer.InputGradient.ToArray();

        Assert.Equal(without.Step([.. _logits[..4], .. _logits[8..]], [3, 1], [2, 0.5]), loss);
        Assert.Equal([.. without.InputGradient[..4], 0, 0, 0, 0, .. without.InputGradient[4..]], gradient);
    }

    [Fact]
    public void ABatchOfIgnoredExamplesHasNoMean()
    {
        Assert.Equal(double.NaN, new IgnoringNet().CreateTrainer(Trainers.Here, 3).Evaluate(_logits, [-100, -100, -100]));
        Assert.Equal(0, new BackgroundNet().CreateTrainer(Trainers.Here, 3).Evaluate([1, 2, 3], [0], [1]));
    }

    [Fact]
    public void OtherLabelsAreRefusedBeforeAnythingChanges()
    {
        var trainer = new IgnoringNet().CreateTrainer(Trainers.Here, 3);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(_logits, [3, -100, -1]));
        Assert.Equal(("targets", -1), (error.ParamName, error.ActualValue));
        Assert.StartsWith("Label 2 is -1, but a label must be at least 0 and below 4, or -100 for an example that does not count.", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Step(_logits, [3, 4, 1]));
        Assert.Equal(0UL, trainer.Call);

        var packed = new ManifoldNet().CreateTrainer(Trainers.Here, 2);
        Assert.StartsWith(
            "Label 0 is -100, but a label must be at least 0 and below 3, or -1 for an example that does not count.",
            Assert.Throws<ArgumentOutOfRangeException>(() => packed.Step(new float[4], [-100], new float[2], new float[2])).Message);
    }

    [Fact]
    public void TargetsHaveTheShapeThatTheLossSays()
    {
        using Driver driver = InMemory.Compile("[Model(InputGradient = true), Input(2, 3), GaussianNll, Sgd] public partial class Net;").Create("Net").Train(2);
        Near(0.5 * Math.Log(2) * 3, 3 * driver.Evaluate([1, 2, 3, 2, 2, 2], [1, 2, 3]), 1e-6);
        Assert.StartsWith("Got 6 numbers, but 1 examples need 3 each", Assert.Throws<ArgumentException>(() => driver.Step(new double[6], new double[6])).Message);

        var packed = new ManifoldNet().CreateTrainer(Trainers.Here, 2);
        Assert.StartsWith(
            "Got 4 numbers, but 1 examples need 2 each",
            Assert.Throws<ArgumentException>(() => packed.Step(new float[4], [0], new float[2], new float[4])).Message);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void AThousandClassesHaveAThousandWeights(bool isDouble)
    {
        const int Classes = 1000;
        double[] weights = [.. Enumerable.Range(0, Classes).Select(index => (index % 7) * 0.25)];
        using Driver driver = InMemory.Compile(
            $"[Model(Precision = Precision.{(isDouble ? "Double" : "Single")}, InputGradient = true), Input({Classes}), "
            + $"CrossEntropy(LabelSmoothing = 0.125, ClassWeights = [{string.Join(", ", weights)}]), Sgd] public partial class Net;").Create("Net").Train(2);
        double[] logits = [.. Enumerable.Range(0, 2 * Classes).Select(index => (index * 37 % 101) / 32.0)];

        var declared = new CrossEntropyAttribute { LabelSmoothing = 0.125, ClassWeights = weights };
        double expected = declared.Loss(new Tensor(logits[..Classes]), 999, out double first) + declared.Loss(new Tensor(logits[Classes..]), 3, out double second);
        Near(expected / (first + second), driver.Step(logits, [999, 3]), isDouble ? 1e-13 : 1e-5);
    }
}
