namespace FastGrad.Tests.Declare;

public class InitializerTests
{
    private static readonly Fans AnyFans = new(7, 11);

    [Fact]
    public void ConstantsAreConstant()
    {
        CounterRandom random = default;

        Assert.Equal(0, new ZerosAttribute().Sample(ref random, AnyFans));
        Assert.Equal(1, new OnesAttribute().Sample(ref random, AnyFans));
        Assert.Equal(0.25, new ConstantAttribute(0.25).Sample(ref random, AnyFans));
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
    [InlineData(64, null, 2.0 / 64)]
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
}
