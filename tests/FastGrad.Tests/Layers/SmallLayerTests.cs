namespace FastGrad.Tests.Layers;

[Trait("Category", "Numeric")]
public class SmallLayerTests
{
    private static readonly Tensor _matrix = new(new Shape(2, 3), 1, 2, 3, 4, 5, 6);

    [Fact]
    public void DenseTakesAVectorOrASequenceOfThem()
    {
        Tensor weight = new(new Shape(3, 2), 1, 0, 0, 1, 1, 1), bias = new(10, 20);

        // Row by row (a + c + 10, b + c + 20).
        Assert.Equal([14, 25], new DenseAttribute(2).Forward(new(1, 2, 3), weight, bias).Values.ToArray());
        Tensor rows = new DenseAttribute(2).Forward(_matrix, weight, bias);
        Assert.Equal(new Shape(2, 2), rows.Shape);
        Assert.Equal([14, 25, 20, 31], rows.Values.ToArray());
    }

    [Fact]
    public void DenseWithoutABiasReadsNone()
    {
        Tensor weight = new(new Shape(3, 1), 1, 10, 100);

        Assert.Equal([321], new DenseAttribute(1) { Bias = false }.Forward(new(1, 2, 3), weight, null!).Values.ToArray());
    }

    [Fact]
    public void FlattenKeepsTheOrder()
    {
        Tensor flat = new FlattenAttribute().Forward(_matrix);

        Assert.Equal(new Shape(6), flat.Shape);
        Assert.Equal([1, 2, 3, 4, 5, 6], flat.Values.ToArray());
    }

    [Fact]
    public void SharesAreOfTheLastAxis()
    {
        Tensor logits = Ops.Log(_matrix);

        Near.Equal(new(new Shape(2, 3), 1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 15.0, 5 / 15.0, 6 / 15.0), new SoftmaxAttribute().Forward(logits));
        Near.Equal(Ops.Log(new SoftmaxAttribute().Forward(logits)), new LogSoftmaxAttribute().Forward(logits));
        Near.Equal(new(0, -2000), new LogSoftmaxAttribute().Forward(new(1000, -1000)));
    }

    [Fact]
    public void EmbeddingGivesTheRowsOfItsTable()
    {
        Tensor vectors = new EmbeddingAttribute(2, 3).Forward(new Tensor(1, 0, 1), _matrix);

        Assert.Equal(new Shape(3, 3), vectors.Shape);
        Assert.Equal([4, 5, 6, 1, 2, 3, 4, 5, 6], vectors.Values.ToArray());
    }
}
