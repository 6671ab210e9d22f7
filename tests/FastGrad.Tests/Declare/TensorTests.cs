using System.Globalization;

namespace FastGrad.Tests.Declare;

public class TensorTests
{
    [Fact]
    public void ElementsRunAlongTheLastAxisFastest()
    {
        Tensor matrix = new(new Shape(2, 3), 1, 2, 3, 4, 5, 6);

        // The second row begins after the three columns of the first.
        Assert.Equal(4, matrix[3]);
        Assert.Equal(6, matrix.Length);
        Assert.Equal(new Shape(2, 3), matrix.Shape);
    }

    [Fact]
    public void AVectorNeedsNoShape() => Assert.Equal(new Shape(3), new Tensor(1, 2, 3).Shape);

    [Fact]
    public void ItsNumbersAreItsOwn()
    {
        double[] values = [1, 2];
        Tensor tensor = new(values);
        values[0] = 9;

        Assert.Equal(1, tensor[0]);
    }

    [Fact]
    public void TheWrongNumberOfValuesIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Tensor(new Shape(2, 3), 1, 2));

        Assert.Equal("values", error.ParamName);
        Assert.Contains("2×3 holds 6 values, got 2", error.Message);
    }

    [Fact]
    public void AnEmptyTensorIsRefused() => Assert.Throws<ArgumentException>(() => new Tensor());

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void AnElementThatIsNotThereIsRefused(int index)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => new Tensor(1, 2, 3)[index]);

        Assert.Contains("0 to 2", error.Message);
    }

    [Fact]
    public void OperatorsGoElementByElement()
    {
        Tensor a = new(6, -8), b = new(2, 4);

        Same([8, -4], a + b);
        Same([4, -12], a - b);
        Same([12, -32], a * b);
        Same([3, -2], a / b);
        Same([-6, 8], -a);
    }

    [Fact]
    public void ANumberMeetsEveryElementFromEitherSide()
    {
        Tensor a = new(2, -4);

        Same([3, -3], a + 1);
        Same([3, -3], 1 + a);
        Same([1, -5], a - 1);
        Same([-1, 5], 1 - a);
        Same([6, -12], a * 3);
        Same([6, -12], 3 * a);
        Same([1, -2], a / 2);
        Same([4, -2], 8 / a);
    }

    [Fact]
    public void OperandsStayAsTheyWere()
    {
        Tensor a = new(1, 2), alias = a;
        a += new Tensor(10, 20);

        Same([11, 22], a);
        Same([1, 2], alias);
    }

    [Fact]
    public void TextShowsShapeAndFirstValuesInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new() { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal("2 [0.5, -1]", new Tensor(0.5, -1).ToString());
            Assert.Equal("9 [1, 2, 3, 4, 5, 6, 7, 8, …]", new Tensor(1, 2, 3, 4, 5, 6, 7, 8, 9).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static void Same(double[] expected, Tensor actual) => Assert.Equal(expected, actual.Values.ToArray());
}
