using System.Runtime.Intrinsics;
using FastGrad.Kernels;

namespace FastGrad.Tests.Kernels;

/// <summary>What the setting for tests and diagnosis takes.</summary>
public class VectorWidthTests
{
    [Theory]
    [InlineData("300")]
    [InlineData("wide")]
    [InlineData("native")]
    [InlineData("")]
    [InlineData(" 128")]
    public void What_is_no_width_is_refused_with_what_would_do(string asked)
    {
        string message = Assert.Throws<InvalidOperationException>(() => VectorWidth.Check(asked)).Message;
        Assert.StartsWith($"FASTGRAD_VECTORS (or FastGrad.VectorWidth) asks for vectors of '{asked}'; in this process they can be ", message);
        Assert.Contains("1", message.Split('\'')[2]);
    }

    [Fact]
    public void A_width_is_refused_where_the_processor_lacks_it()
    {
        Assert.Equal(Vector512.IsHardwareAccelerated, IsTaken("512"));
        Assert.Equal(Vector256.IsHardwareAccelerated, IsTaken("256"));
        Assert.Equal(Vector128.IsHardwareAccelerated, IsTaken("128"));
        Assert.True(IsTaken("1"));
        Assert.True(IsTaken(null));
    }

    private static bool IsTaken(string? asked) => Record.Exception(() => VectorWidth.Check(asked)) is null;
}
