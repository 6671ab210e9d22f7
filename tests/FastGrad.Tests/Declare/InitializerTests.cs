namespace FastGrad.Tests.Declare;

public class InitializerTests
{
    private static readonly Fans _anyFans = new(7, 11);

    [Fact]
    public void ConstantsAreConstant()
    {
        CounterRandom random = default;

        Assert.Equal(0, new ZerosAttribute().Sample(ref random, _anyFans));
        Assert.Equal(1, new OnesAttribute().Sample(ref random, _anyFans));
        Assert.Equal(0.25, new ConstantAttribute(0.25).Sample(ref random, _anyFans));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.NaN)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void UniformNeedsItsEndsInOrder(double minimum, double maximum)
    {
        string message = Assert.Throws<ArgumentException>(() => new UniformAttribute(minimum, maximum)).Message;
        Assert.Contains(FormattableString.Invariant($"but they are {minimum} and {maximum}."), message);
        Assert.Equal(2, new UniformAttribute(2, 2).Minimum);
    }

    [Fact]
    public void FansOfAMatrixAreItsRowsAndColumns()
    {
        Assert.Equal(new Fans(64, 10), Fans.Of(new Shape(64, 10)));
        Assert.Equal(new Fans(10, 10), Fans.Of(new Shape(10)));
        Assert.Equal(new Fans(24, 24), Fans.Of(new Shape(2, 3, 4)));
        Assert.Equal(new Fans(1, 1), Fans.Of(default));
    }

    /// <summary>Moments of a uniform distribution on [−b, b): mean 0, variance b²/3 = gain²/fan-in. Bounds are five standard errors.</summary>
    [Theory]
    [InlineData(64, null, 1.0 / 64)]
    [InlineData(12, 3.0, 9.0 / 12)]
    public void KaimingUniformHasTheVarianceItPromises(int inputs, double? gain, double variance)
    {
        const int Count = 20_000;
        KaimingUniformAttribute initializer = gain is { } given ? new() { Gain = given } : new();
        double bound = Math.Sqrt(3 * variance), sum = 0, squares = 0, largest = 0;

        for (int element = 0; element < Count; element++)
        {
            CounterRandom random = new(42, 0, (ulong)element);
            double sample = initializer.Sample(ref random, new Fans(inputs, 5));
            sum += sample;
            squares += sample * sample;
            largest = Math.Max(largest, Math.Abs(sample));
        }

        Assert.Equal(0, sum / Count, 5 * Math.Sqrt(variance / Count));
        // The fourth moment is b⁴/5, so x² has variance b⁴/5 − b⁴/9 = 0.8·variance².
        Assert.Equal(variance, squares / Count, 5 * variance * Math.Sqrt(0.8 / Count));
        Assert.InRange(largest, 0.99 * bound, bound);
    }

    /// <summary>Moments of a normal distribution: 0, σ², 0 and 3σ⁴, and its share within one σ. Bounds are five standard errors.</summary>
    [Fact]
    public void NormalIsNormal()
    {
        const int Count = 40_000;
        const double Deviation = 0.5;
        double[] drawn = new double[Count];
        for (int element = 0; element < Count; element++)
        {
            CounterRandom random = new(7, 3, (ulong)element);
            // In units of σ.
            drawn[element] = new NormalAttribute { Deviation = Deviation }.Sample(ref random, _anyFans) / Deviation;
        }

        // The variance of xⁿ is E x²ⁿ − (E xⁿ)²: 1, 3 − 1, 15 and 105 − 9.
        Assert.Equal(0, drawn.Average(), 5 * Math.Sqrt(1.0 / Count));
        Assert.Equal(1, drawn.Average(x => x * x), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, drawn.Average(x => x * x * x), 5 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, drawn.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / Count));
        Assert.Equal(0.682689492137086, drawn.Average(x => Math.Abs(x) < 1 ? 1.0 : 0), 5 * Math.Sqrt(0.6827 * 0.3173 / Count));
    }
}
