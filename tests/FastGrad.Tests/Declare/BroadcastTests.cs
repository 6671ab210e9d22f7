using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Tests.Declare;

public class BroadcastTests
{
    [Fact]
    public void AVectorIsRepeatedDownTheRowsOfAMatrix()
    {
        Tensor matrix = new(new Shape(2, 3), 1, 2, 3, 4, 5, 6), vector = new(10, 20, 30);

        Tensor sum = matrix + vector;

        Assert.Equal(new Shape(2, 3), sum.Shape);
        Assert.Equal([11, 22, 33, 14, 25, 36], sum.Values.ToArray());
        // And from the other side, in the order that subtraction shows.
        Assert.Equal([9, 18, 27, 6, 15, 24], (vector - matrix).Values.ToArray());
    }

    [Fact]
    public void AnAxisOfOneIsStretched()
    {
        Tensor column = new(new Shape(2, 1), 1, 2), row = new(new Shape(1, 3), 10, 20, 30);

        Tensor product = column * row;

        Assert.Equal(new Shape(2, 3), product.Shape);
        Assert.Equal([10, 20, 30, 20, 40, 60], product.Values.ToArray());
    }

    [Fact]
    public void AScalarTensorMeetsEveryElement()
    {
        Tensor sum = new Tensor(default(Shape), 5) + new Tensor(1, 2);

        Assert.Equal(new Shape(2), sum.Shape);
        Assert.Equal([6, 7], sum.Values.ToArray());
    }

    [Theory]
    [InlineData(new[] { 3 }, new[] { 4 }, "3 + 4: the shapes don't fit, axis 0 is 3 on the left and 4 on the right")]
    [InlineData(new[] { 2, 3 }, new[] { 2 }, "2×3 + 2: the shapes don't fit, axis 1 is 3 on the left and 2 on the right")]
    [InlineData(new[] { 2, 1, 4 }, new[] { 3, 4, 1 }, "2×1×4 + 3×4×1: the shapes don't fit, axis 0 is 2 on the left and 3 on the right")]
    public void ShapesThatDoNotFitAreNamed(int[] left, int[] right, string message)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Counted(new Shape(left), 1) + Counted(new Shape(right), 1));

        Assert.Contains(message, error.Message);
    }

    /// <summary>In any shapes that fit, an element is the operation on the elements at its own coordinates, or at 0 where an axis has length 1.</summary>
    [Fact]
    public void EveryElementComesFromItsCoordinates()
    {
        var axis = Gen.Choose(1, 4);
        var cases = from result in Gen.ArrayOf(axis, 3)
                    from leftOnes in Gen.ArrayOf(Gen.Elements(true, false), 3)
                    from rightOnes in Gen.ArrayOf(Gen.Elements(true, false), 3)
                    from leftRank in Gen.Choose(0, 3)
                    from rightRank in Gen.Choose(0, 3)
                    select (Left: Shrunk(result, leftOnes, leftRank), Right: Shrunk(result, rightOnes, rightRank));

        Prop.ForAll(cases.ToArbitrary(), shapes =>
        {
            Tensor left = Counted(new Shape(shapes.Left), 1), right = Counted(new Shape(shapes.Right), 1000);
            Tensor difference = left - right;
            int[] place = new int[3];
            for (int index = 0; index < difference.Length; index++)
            {
                Coordinates(difference.Shape, index, place);
                double expected = At(left, place) - At(right, place);
                if (difference[index] != expected)
                    return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    private static Tensor Counted(Shape shape, double scale) =>
        new(shape, Enumerable.Range(1, shape.Length).Select(value => value * scale).ToArray());

    private static int[] Shrunk(int[] axes, bool[] ones, int rank) =>
        axes.Select((length, axis) => ones[axis] ? 1 : length).Skip(axes.Length - rank).ToArray();

    /// <summary>Coordinates aligned at the last of three axes.</summary>
    private static void Coordinates(Shape shape, int index, int[] place)
    {
        Array.Clear(place);
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            place[axis + 3 - shape.Rank] = index % shape[axis];
            index /= shape[axis];
        }
    }

    private static double At(Tensor tensor, int[] place)
    {
        int index = 0;
        for (int axis = 0; axis < tensor.Shape.Rank; axis++)
            index = index * tensor.Shape[axis] + Math.Min(place[axis + 3 - tensor.Shape.Rank], tensor.Shape[axis] - 1);
        return tensor[index];
    }
}
