namespace FastGrad.Tests.Layers;

internal static class Near
{
    /// <summary>Of the same shape, and apart by no more than sums of a few dozen terms of size 1 round in double.</summary>
    public static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], 1e-13 * Math.Max(1, Math.Abs(expected[index])));
    }
}
