namespace FastGrad.Tests.Declare;

public class ScanTests
{
    [Fact]
    public void AddingUpGivesRunningSums()
    {
        Tensor sequence = new(new Shape(4, 2), 1, 10, 2, 20, 3, 30, 4, 40);

        Tensor sums = Ops.Scan(sequence, new Tensor(100, 200), (x, sum) => sum + x);

        Assert.Equal(new Shape(4, 2), sums.Shape);
        Assert.Equal([101, 210, 103, 230, 106, 260, 110, 300], sums.Values.ToArray());
    }

    [Fact]
    public void TheStateMayHaveAnotherShapeThanTheElements()
    {
        // Each element is a matrix, the state a scalar: 1·(1 + 2) = 3, then 3·(3 + 4) = 21.
        Tensor sequence = new(new Shape(2, 1, 2), 1, 2, 3, 4);

        Tensor products = Ops.Scan(sequence, new Tensor(default(Shape), 1), (x, product) => product * Ops.Sum(x));

        Assert.Equal(new Shape(2), products.Shape);
        Assert.Equal([3, 21], products.Values.ToArray());
    }

    [Fact]
    public void AVectorIsASequenceOfNumbers()
    {
        // Horner: ((0·2 + 3)·2 + 1)·2 + 4.
        Tensor polynomial = Ops.Scan(new(3, 1, 4), new Tensor(default(Shape), 0), (coefficient, value) => value * 2 + coefficient);

        Assert.Equal([3, 7, 18], polynomial.Values.ToArray());
    }

    [Fact]
    public void AStateThatChangesItsShapeIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => Ops.Scan(Ops.Zeros(new Shape(3, 2)), Ops.Zeros(new Shape(5)), (x, state) => x));

        Assert.Contains("Scan over 3×2: the state begins as 5 and the cell makes it 2", error.Message);
    }
}
