namespace FastGrad.Tests.Declare;

public class ShapeTests
{
    [Fact]
    public void DefaultIsAScalar()
    {
        Shape scalar = default;

        Assert.Equal(0, scalar.Rank);
        Assert.Equal(1, scalar.Length);
        Assert.Equal("scalar", scalar.ToString());
        Assert.Equal(scalar, new Shape());
        Assert.Equal(scalar, new Shape([]));
    }

    [Theory]
    [InlineData(new[] { 5 }, 5, "5")]
    [InlineData(new[] { 28, 28, 1 }, 784, "28×28×1")]
    [InlineData(new[] { 2, 3, 5, 7 }, 210, "2×3×5×7")]
    public void LengthIsTheProductOfItsAxes(int[] axes, int length, string text)
    {
        Shape shape = new(axes);

        Assert.Equal(axes.Length, shape.Rank);
        Assert.Equal(length, shape.Length);
        Assert.Equal(text, shape.ToString());
        Assert.Equal(axes, Enumerable.Range(0, shape.Rank).Select(axis => shape[axis]));
    }

    [Fact]
    public void EqualityIsOfAxesNotOfLength()
    {
        Assert.Equal(new Shape(2, 3), new Shape(2, 3));
        Assert.Equal(new Shape(2, 3).GetHashCode(), new Shape(2, 3).GetHashCode());
        Assert.True(new Shape(2, 3) == new Shape(2, 3));
        Assert.True(new Shape(2, 3) != new Shape(3, 2));
        Assert.NotEqual(new Shape(6), new Shape(6, 1));
        Assert.NotEqual(new Shape(1), default);
        Assert.False(new Shape(1).Equals(null));
    }

    [Theory]
    [InlineData(new[] { 0 }, "0")]
    [InlineData(new[] { 3, -1 }, "3×-1")]
    [InlineData(new[] { 1, 2, 3, 4, 5 }, "1×2×3×4×5")]
    [InlineData(new[] { 65536, 32768 }, "65536×32768")]
    [InlineData(new[] { int.MaxValue, int.MaxValue, int.MaxValue }, "2147483647")]
    public void ImpossibleAxesAreRefused(int[] axes, string shown)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Shape(axes));

        Assert.Equal("lengths", error.ParamName);
        Assert.Contains(shown, error.Message);
    }

    [Fact]
    public void TheLargestLengthIsAllowed() => Assert.Equal(int.MaxValue, new Shape(1, int.MaxValue).Length);

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void AnAxisThatIsNotThereIsRefused(int axis)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new Shape(2, 3)[axis]);

        Assert.Contains("2×3", error.Message);
    }

    [Fact]
    public void MakingOneAllocatesNothing()
    {
        int sum = 0, calls = 0;
        Allocation.None(() =>
        {
            calls++;
            for (int axis = 1; axis < 100; axis++)
                sum += new Shape(axis, 2, 3).Length;
        });
        Assert.Equal(calls * 6 * 4950, sum);
    }
}
