namespace FastGrad.Tests.Layers;

[Trait("Category", "Numeric")]
public class DropoutTests
{
    private static readonly Tensor _x = Ops.Indices(new Shape(50, 40), 1) + 1;

    [Fact]
    public void NothingHappensOutsideOfTraining() => Assert.Same(_x, Eager.Run(1, _ => new DropoutAttribute(0.9).Forward(_x))[0]);

    /// <summary>What is kept is scaled by 1 / (1 − p), so that the mean stays.</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void ElementsAreZeroOrScaled(double probability)
    {
        Tensor[] dropped = Train(probability, batch: 8);

        double[] factors = [.. dropped.SelectMany(example => (example / _x).Values.ToArray())];
        Assert.All(factors, factor => Assert.True(factor == 0 || Math.Abs(factor * (1 - probability) - 1) < 1e-15));
        // Each factor has variance p / (1 − p); five standard errors.
        Assert.Equal(1, factors.Average(), 5 * Math.Sqrt(probability / (1 - probability) / factors.Length));
    }

    [Fact]
    public void AtProbability0NothingIsDropped() => Assert.Equal(_x.Values.ToArray(), Train(0, 1)[0].Values.ToArray());

    [Fact]
    public void AtProbability1NothingIsLeft() => Assert.All(Train(1, 1)[0].Values.ToArray(), value => Assert.Equal(0, value));

    [Fact]
    public void ExamplesAndCallsDropOtherElements()
    {
        Tensor[] first = Train(0.5, 2), again = Train(0.5, 2), later = Train(0.5, 2, call: 1);

        Assert.Equal(first[1].Values.ToArray(), again[1].Values.ToArray());
        Assert.NotEqual(first[0].Values.ToArray(), first[1].Values.ToArray());
        Assert.NotEqual(first[0].Values.ToArray(), later[0].Values.ToArray());
    }

    [Fact]
    public void HalfIsTheDefault() => Assert.Equal(0.5, new DropoutAttribute().Probability);

    private static Tensor[] Train(double probability, int batch, ulong call = 0) =>
        Eager.Run(batch, _ => new DropoutAttribute(probability).Forward(_x), training: true, seed: 21, call);
}
