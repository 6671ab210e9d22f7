namespace FastGrad.Tests.Declare;

public class OpsTests
{
    private const double Tolerance = 1e-15;

    [Fact]
    public void ElementwiseFunctionsGoElementByElement()
    {
        Equal([1, Math.E], Ops.Exp(new Tensor(0, 1)));
        Equal([0, 1], Ops.Log(new Tensor(1, Math.E)));
        Equal([3, 0], Ops.Sqrt(new Tensor(9, 0)));
        Equal([2, 3], Ops.Abs(new Tensor(-2, 3)));
        Equal([0, (Math.E - 1 / Math.E) / (Math.E + 1 / Math.E)], Ops.Tanh(new Tensor(0, 1)));
        Equal([0.5, Math.E / (1 + Math.E)], Ops.Sigmoid(new Tensor(0, 1)));
        Equal([4, 9], Ops.Square(new Tensor(-2, 3)));
        Equal([5, 2], Ops.Maximum(new Tensor(1, 2), new Tensor(5, -1)));
        Equal([1, -1], Ops.Minimum(new Tensor(1, 2), new Tensor(5, -1)));
    }

    [Fact]
    public void MaximumBroadcasts() =>
        Equal([1, 5, 3, 5], Ops.Maximum(new Tensor(new Shape(2, 2), 1, 2, 3, 4), new Tensor(0, 5)));

    [Fact]
    public void NaNWinsMaxAndMin()
    {
        Tensor x = new(1, double.NaN, 2);

        Assert.True(double.IsNaN(Ops.Max(x)));
        Assert.True(double.IsNaN(Ops.Min(x)));
        Assert.True(double.IsNaN(Ops.Maximum(x, new Tensor(5, 5, 5))[1]));
        Assert.True(double.IsNaN(Ops.Minimum(x, new Tensor(5, 5, 5))[1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-30)]
    [InlineData(0.7)]
    [InlineData(30)]
    [InlineData(700)]
    [InlineData(1e30)]
    [InlineData(double.PositiveInfinity)]
    public void SigmoidOfTheNegativeIsTheComplement(double x)
    {
        Assert.Equal(1, Ops.Sigmoid(x) + Ops.Sigmoid(-x), Tolerance);
        Assert.InRange(Ops.Sigmoid(x), 0.5, 1);
    }

    [Fact]
    public void SigmoidKeepsItsDigitsFarToTheLeft()
    {
        // There it is eˣ to within eˣ itself: the relative error shows what 1 / (1 + e⁻ˣ) would lose.
        double x = -740;
        Assert.Equal(1, Ops.Sigmoid(x) / Math.Exp(x), Tolerance);
        Assert.True(double.IsNaN(Ops.Sigmoid(double.NaN)));
    }

    [Fact]
    public void ReductionsTakeAllElementsOfAnyShape()
    {
        Tensor x = new(new Shape(2, 2), 1, -2, 3, 6);

        Assert.Equal(8, Ops.Sum(x));
        Assert.Equal(2, Ops.Mean(x));
        Assert.Equal(6, Ops.Max(x));
        Assert.Equal(-2, Ops.Min(x));
    }

    [Fact]
    public void LogSumExpOfEqualElementsIsTheirValueAndTheLogOfTheirNumber()
    {
        Assert.Equal(3 + Math.Log(5), Ops.LogSumExp(new(3, 3, 3, 3, 3)), Tolerance * 4);
        Assert.Equal(1000 + Math.Log(2), Ops.LogSumExp(new(1000, 1000)), 1e-12);
        Assert.Equal(-1000 + Math.Log(2), Ops.LogSumExp(new(-1000, -1000)), 1e-12);
        Assert.Equal(1000, Ops.LogSumExp(new(1000, -1000)));
    }

    [Fact]
    public void SoftmaxIsTheShareOfThePowers()
    {
        Tensor shares = Ops.Softmax(new(Math.Log(1), Math.Log(2), Math.Log(5)));

        Equal([1 / 8.0, 2 / 8.0, 5 / 8.0], shares);
        Equal([0.5, 0.5, 0], Ops.Softmax(new(1000, 1000, -1000)));
    }

    [Fact]
    public void MatMulIsRowTimesColumns()
    {
        Tensor x = new(1, 2), weight = new(new Shape(2, 3), 10, 20, 30, 1, 2, 3);

        Tensor product = Ops.MatMul(x, weight);

        Assert.Equal(new Shape(3), product.Shape);
        Equal([12, 24, 36], product);
    }

    [Theory]
    [InlineData(new[] { 3 }, new[] { 2, 3 })]
    [InlineData(new[] { 1, 2 }, new[] { 3, 2 })]
    [InlineData(new[] { 2 }, new[] { 3 })]
    [InlineData(new[] { 2, 2 }, new[] { 3 })]
    [InlineData(new[] { 2, 2 }, new[] { 2, 2, 2 })]
    [InlineData(new int[] { }, new[] { 1, 1 })]
    public void MatMulNamesShapesThatDoNotFit(int[] x, int[] weight)
    {
        Shape left = new(x), right = new(weight);

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Ops.MatMul(new Tensor(left, new double[left.Length]), new Tensor(right, new double[right.Length])));

        Assert.Contains($"{left} and {right}", error.Message);
    }

    [Fact]
    public void ReshapeAndFlattenKeepTheOrder()
    {
        Tensor x = new(new Shape(2, 3), 1, 2, 3, 4, 5, 6);

        Assert.Equal(new Shape(3, 2), Ops.Reshape(x, new Shape(3, 2)).Shape);
        Assert.Equal(x.Values.ToArray(), Ops.Reshape(x, new Shape(3, 2)).Values.ToArray());
        Assert.Equal(new Shape(6), Ops.Flatten(x).Shape);
        Assert.Equal(x.Values.ToArray(), Ops.Flatten(x).Values.ToArray());
    }

    [Fact]
    public void ReshapeToAnotherLengthIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Ops.Reshape(new(1, 2, 3), new Shape(2, 2)));

        Assert.Contains("Reshape of 3 to 2×2", error.Message);
    }

    private static void Equal(double[] expected, Tensor actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], Tolerance * Math.Max(1, Math.Abs(expected[index])));
    }
}
