using FastGrad.Samples.Pictures;

namespace FastGrad.Samples.Tests.Pictures;

public class ScaleTests
{
    [Fact]
    public void ALinearScaleSharesDifferences()
    {
        LinearScale scale = new(-1, 3);

        Assert.Equal([0, 0.25, 1, 1.5, -0.25], new double[] { -1, 0, 3, 5, -2 }.Select(scale.Share));
    }

    [Fact]
    public void ALogarithmicScaleSharesFactors()
    {
        LogScale scale = new(0.01, 100);

        Assert.Equal(0.25, scale.Share(0.1), 1e-15);
        Assert.Equal(0.5, scale.Share(1), 1e-15);
        Assert.Equal(1.25, scale.Share(1000), 1e-15);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void WhatIsNoNumberHasNoPlace(double value)
    {
        Assert.Equal(double.NaN, new LinearScale(0, 1).Share(value));
        Assert.Equal(double.NaN, new LogScale(1, 2).Share(value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.0)]
    [InlineData(-3)]
    public void NothingUpToZeroHasALogarithm(double value) => Assert.Equal(double.NaN, new LogScale(1, 2).Share(value));

    [Fact]
    public void AFitHasRoomForAllThatHasAPlace()
    {
        Scale linear = LinearScale.Fit([3, double.NaN, 1, double.PositiveInfinity]), logarithmic = LogScale.Fit([0.5, 0, -7, 50, double.NaN]);

        Assert.Equal((0.92, 3.08), (linear.Low, linear.High));
        Assert.InRange(logarithmic.Low, 0.4, 0.499);
        Assert.InRange(logarithmic.High, 50.1, 62);
    }

    [Fact]
    public void AFitKeepsTheEndsItIsTold()
    {
        Scale scale = LinearScale.Fit([3, 1], low: 0), other = LogScale.Fit([3, 1], high: 100);

        Assert.Equal((0, 3.08), (scale.Low, scale.High));
        Assert.Equal(100, other.High);
    }

    [Fact]
    public void OneNumberStandsInTheMiddle()
    {
        Assert.Equal(0.5, LinearScale.Fit([7, 7]).Share(7));
        Assert.Equal(0.5, LinearScale.Fit([0]).Share(0));
        Assert.Equal(0.5, LogScale.Fit([1e-9]).Share(1e-9), 1e-12);
    }

    [Fact]
    public void NothingToShowStillHasAxes()
    {
        Assert.NotEmpty(LinearScale.Fit([]).Ticks(5));
        Assert.NotEmpty(LogScale.Fit([double.NaN, 0, -1]).Ticks(5));
    }

    [Fact]
    public void AnAxisThatCannotBeIsRefused()
    {
        Assert.Throws<ArgumentException>(() => LinearScale.Fit([1, 2], low: 3));
        Assert.Throws<ArgumentException>(() => LogScale.Fit([1, 2], low: -1));
    }

    [Theory]
    [InlineData(0, 100, 5, "0 20 40 60 80 100")]
    [InlineData(-1.04, 1.04, 5, "−1.0 −0.5 0.0 0.5 1.0")]
    [InlineData(0, 0.3, 4, "0.0 0.1 0.2 0.3")]
    [InlineData(-0.001, 0.0012, 3, "−0.001 0.000 0.001")]
    [InlineData(0, 3e6, 3, "0 1×10⁶ 2×10⁶ 3×10⁶")]
    [InlineData(0, 3e-7, 3, "0 1×10⁻⁷ 2×10⁻⁷ 3×10⁻⁷")]
    [InlineData(1000, 1500, 3, "1000 1200 1400")]
    public void LinearTicksAreRound(double low, double high, int most, string labels) =>
        Assert.Equal(labels, Labels(new LinearScale(low, high), most));

    [Theory]
    [InlineData(0.001, 1000, 9, "0.001 0.01 0.1 1 10 100 1000")]
    [InlineData(0.0009, 1100, 3, "0.001 1 1000")]
    [InlineData(1e-9, 2e-5, 10, "10⁻⁹ 10⁻⁸ 10⁻⁷ 10⁻⁶ 10⁻⁵")]
    [InlineData(0.15, 0.6, 5, "0.2 0.5")]
    [InlineData(3, 40, 5, "5 10 20")]
    [InlineData(2.1, 2.4, 3, "2.1 2.2 2.3 2.4")]
    public void LogarithmicTicksAreRound(double low, double high, int most, string labels) =>
        Assert.Equal(labels, Labels(new LogScale(low, high), most));

    [Fact]
    public void TicksStandWithinTheirScaleAndAreFew()
    {
        Random random = new(3);
        for (int trial = 0; trial < 2000; trial++)
        {
            double low = random.NextDouble() * Math.Pow(10, random.Next(-12, 12));
            double factor = 1 + random.NextDouble() * Math.Pow(10, random.Next(-3, 9));
            int most = random.Next(2, 9);
            foreach (Scale scale in (Scale[])[new LinearScale(low, low * factor), new LogScale(low, low * factor)])
            {
                IReadOnlyList<Tick> ticks = scale.Ticks(most);
                // 2, 5, 1, 2, 5 at the least where a logarithmic scale has but one power of ten.
                Assert.InRange(ticks.Count, 1, Math.Max(most + 1, scale is LogScale ? 5 : 0));
                Assert.All(ticks, tick => Assert.InRange(scale.Share(tick.Value), -1e-6, 1 + 1e-6));
                Assert.Equal(ticks.Count, ticks.Select(tick => tick.Label).Distinct().Count());
            }
        }
    }

    private static string Labels(Scale scale, int most) => string.Join(' ', scale.Ticks(most).Select(tick => tick.Label));
}
