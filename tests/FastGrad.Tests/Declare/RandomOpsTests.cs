using FastGrad.Memory;

namespace FastGrad.Tests.Declare;

public class RandomOpsTests
{
    [Fact]
    public void NumbersComeFromTheirPlace()
    {
        Shape shape = new(3, 5);

        var drawn = Eager.Run(3, _ => (First: Ops.Uniform(shape), Second: Ops.Uniform(shape)), seed: 77, call: 1ul << 33);

        for (int example = 0; example < 3; example++)
        {
            for (int element = 0; element < shape.Length; element++)
            {
                Assert.Equal((RandomStream.Bits(77, 1ul << 33, 0, example, element) >> 8) / 16777216.0, drawn[example].First[element]);
                Assert.Equal((RandomStream.Bits(77, 1ul << 33, 1, example, element) >> 8) / 16777216.0, drawn[example].Second[element]);
            }
        }
    }

    [Fact]
    public void BernoulliIsUniformBelowTheProbability()
    {
        Shape shape = new(1000);

        Tensor number = Eager.Run(1, _ => Ops.Uniform(shape), seed: 3)[0], mask = Eager.Run(1, _ => Ops.Bernoulli(0.3, shape), seed: 3)[0];

        Assert.Equal(number.Values.ToArray().Select(value => value < 0.3 ? 1.0 : 0), mask.Values.ToArray());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void BernoulliIsOnesInTheRightShareWithoutPattern(double probability)
    {
        const int Length = 4096, Batch = 10, Count = Length * Batch;

        double[] drawn = [.. Eager.Run(Batch, _ => Ops.Bernoulli(probability, new Shape(Length)), seed: 11).SelectMany(mask => mask.Values.ToArray())];

        double variance = probability * (1 - probability);
        Assert.All(drawn, value => Assert.True(value is 0 or 1));
        // Five standard errors; the chance to miss one by luck is below 1e-6.
        Assert.Equal(probability, drawn.Average(), 5 * Math.Sqrt(variance / Count));
        // Neighbours, block mates and the next example's, all independent: the covariance has standard error variance / √n.
        foreach (int lag in new[] { 1, 2, 4, Length })
        {
            double covariance = drawn.Zip(drawn.Skip(lag), (a, b) => (a - probability) * (b - probability)).Average();
            Assert.Equal(0, covariance, 5 * variance / Math.Sqrt(Count - lag));
        }
    }

    [Fact]
    public void NeverAndAlwaysAreExact()
    {
        Assert.Equal(0, Ops.Sum(Eager.Run(1, _ => Ops.Bernoulli(0, new Shape(10000)))[0]));
        Assert.Equal(10000, Ops.Sum(Eager.Run(1, _ => Ops.Bernoulli(1, new Shape(10000)))[0]));
    }

    [Fact]
    public void MasksRepeatUnderASeedAndDifferAcrossCallsExamplesAndOperations()
    {
        Tensor[][] Draw(ulong seed, ulong call) =>
            Eager.Run(2, _ => new[] { Ops.Bernoulli(0.5, new Shape(64)), Ops.Bernoulli(0.5, new Shape(64)) }, true, seed, call);

        Assert.Equal(Bits(Draw(1, 2)), Bits(Draw(1, 2)));
        string[] all = [.. Bits(Draw(1, 2)), .. Bits(Draw(1, 3)), .. Bits(Draw(2, 2))];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void OutsideOfARunNumbersGoOn() => Assert.NotEqual(Ops.Uniform(new Shape(8)).Values.ToArray(), Ops.Uniform(new Shape(8)).Values.ToArray());

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void AProbabilityIsFrom0To1(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => Ops.Bernoulli(probability, new Shape(2)));

    private static string[] Bits(Tensor[][] masks) => [.. masks.SelectMany(mask => mask).Select(mask => string.Concat(mask.Values.ToArray()))];
}
