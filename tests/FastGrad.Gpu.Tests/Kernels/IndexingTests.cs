using FastGrad.Generated.GpuFloat;

namespace FastGrad.Gpu.Tests.Kernels;

public class IndexingTests
{
    [Theory]
    [InlineData(0f, 0)]
    [InlineData(4f, 4)]
    [InlineData(5f, -1)]
    [InlineData(-1f, -1)]
    [InlineData(float.NaN, -1)]
    [InlineData(float.PositiveInfinity, -1)]
    [InlineData(1e20f, -1)]
    public void An_index_outside_means_no_row(float index, int row)
    {
        Assert.Equal(row, Indexing.Row(index, rows: 5));
        if (!float.IsNaN(index))
            Assert.Equal(row, Indexing.Row((int)Math.Clamp(index, -1, 5), rows: 5));
    }
}
