using FastGrad.Samples.Display;

namespace FastGrad.Samples.Tests;

public class BarAndSparklineTests
{
    [Theory]
    [InlineData(0, "┄┄┄┄")]
    [InlineData(0.5, "━━┄┄")]
    [InlineData(1, "━━━━")]
    [InlineData(7, "━━━━")]
    public void ABarIsAsFullAsItsShare(double share, string picture) => Assert.Equal(picture, Bar.Of(share, 4));

    [Fact]
    public void ACurveRunsFromItsLowestToItsHighestPoint() => Assert.Equal("█▁▁█", Sparkline.Of([3, -1, -1, 3], 10));

    [Fact]
    public void ALongCurveShowsItsEnd()
    {
        string picture = Sparkline.Of(Enumerable.Range(0, 1000).Select(value => (double)value), 8);

        Assert.Equal("▁▂▃▄▅▆▇█", picture);
    }

    [Fact]
    public void WhatIsNoNumberIsMarked()
    {
        Assert.Equal("▁?█", Sparkline.Of([0, double.NaN, 1], 10));
        Assert.Equal("??", Sparkline.Of([double.PositiveInfinity, double.NaN], 10));
        Assert.Equal("▁▁", Sparkline.Of([2, 2], 10));
    }
}
