using FastGrad.Kernels;

namespace FastGrad.Tests.Kernels;

/// <summary>
/// CI runs the numeric tests once more in processes that are told to do with less than the processor has. A runtime that knows a setting by
/// another name would go on at full width, and nobody would notice; so such a process is also told what to expect.
/// </summary>
[Trait("Category", "Numeric")]
public class ProcessWidthTests
{
    [Fact]
    public void Vectors_are_as_wide_as_the_process_was_told_to_expect()
    {
        if (Environment.GetEnvironmentVariable("FASTGRAD_EXPECTED_VECTORS") is { } expected)
            Assert.Equal(expected, VectorWidth.Chosen);
    }
}
