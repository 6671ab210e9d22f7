namespace FastGrad.Models.Tests.Losses;

/// <summary>Labels that count double in the denominator, all alike.</summary>
public sealed partial class HalvedAttribute : LossAttribute
{
    [Formula]
    public double Loss(Tensor output, int label, [Denominator] out double weight)
    {
        weight = 2;
        return output[label];
    }
}

/// <summary>The output itself, which is one number in a vector.</summary>
public sealed partial class PlainAttribute : LossAttribute
{
    [Formula]
    public double Loss(Tensor output, Tensor target) => Ops.Sum(output);
}

[Model, Input(1), KullbackLeibler(Reduction = Reduction.None)]
public partial class OneDivergence;

[Model, Input(1), Plain(Reduction = Reduction.None)]
public partial class OnePlain;

[Model, Input(2), Halved]
public partial class AllCount;

[Model, Input(2), Halved(IgnoreLabel = -100)]
public partial class SomeCount;

/// <summary>Where examples' own losses lie, and what all examples count alike.</summary>
public class ExampleLossPlaceTests
{
    [Fact]
    public void ATermThatIsARowOfOneElement()
    {
        var divergence = new OneDivergence().CreateTrainer<Sgd>(3);
        divergence.Step([1, 2, 3], [0, 0.5f, 0]);
        float second = (float)(0.5 * (Math.Log(0.5) - 2));
        Assert.Equal([0, second, 0], divergence.ExampleLosses.ToArray().Select(loss => MathF.Round(loss, 5)).ToArray(), (a, b) => Math.Abs(a - b) < 1e-5);

        var plain = new OnePlain().CreateTrainer<Sgd>(3);
        plain.Step([1, 2, 3], [0, 0, 0]);
        Assert.Equal([1, 2, 3], plain.ExampleLosses.ToArray());
    }

    [Fact]
    public void WhereNoLabelIsIgnoredIgnoringChangesNothing()
    {
        float[] outputs = [1, 2, 3, 4, 5, 6];
        Assert.Equal(new AllCount().CreateTrainer<Sgd>(3).Step(outputs, [0, 1, 1]), new SomeCount().CreateTrainer<Sgd>(3).Step(outputs, [0, 1, 1]));
        Assert.Equal((1 + 6) / 4f, new SomeCount().CreateTrainer<Sgd>(3).Step(outputs, [0, -100, 1]));
    }
}
