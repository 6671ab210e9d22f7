namespace FastGrad.Tests.Initializers;

public class QuantileTests
{
    /// <summary>quantiles.py, to some units of the last digit: as far as a truncated normal distribution goes.</summary>
    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, 1.16723974916664907e-9)]
    [InlineData(1048576, 0.00122393989280498018)]
    [InlineData(134217728, 0.157310684610170696)]
    [InlineData(536870912, 0.674489750196081743)]
    [InlineData(805306368, 1.15034938037600818)]
    [InlineData(1019215872, 1.95332370774539404)]
    [InlineData(1024886291, 2.0000000288806372)]
    public void QuantilesAreExact(int share, double expected)
    {
        double x = InverseNormal.FromCentre(share * Math.ScaleB(1, -31));
        Assert.Equal(expected, x, 4e-15 * Math.Abs(expected));
        Assert.Equal(-x, InverseNormal.FromCentre(-share * Math.ScaleB(1, -31)));
    }
}
