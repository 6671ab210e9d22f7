using Single = FastGrad.Generated.GpuFloat;
using Twice = FastGrad.Generated.GpuDouble;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>The device sources' random numbers are the CPU's, bit for bit.</summary>
[Trait("Category", "Numeric")]
public class RandomNumberTests
{
    private const int Batch = 5, Length = 23;

    [Theory]
    [InlineData(0ul, 0ul, 0)]
    [InlineData(42ul, 1ul, 3)]
    [InlineData(0xFEDCBA9876543210ul, 0x0000ABCD98765432ul, 32767)]
    [InlineData(ulong.MaxValue, 0x0000FFFFFFFFFFFFul, 17)]
    public void Uniform_numbers(ulong seed, ulong call, int stream)
    {
        var expected = new float[Batch * Length];
        FastGrad.Kernels.RandomNumbers.Uniform(null, Batch, seed, call, stream, ref expected[0], Length, Length);
        var single = new Single.Frame { SeedLow = Low(seed), SeedHigh = High(seed), CallLow = Low(call), CallHigh = High(call) };
        var twice = new Twice.Frame { SeedLow = Low(seed), SeedHigh = High(seed), CallLow = Low(call), CallHigh = High(call) };

        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], Single.RandomNumbers.Uniform(single, stream, i / Length, i % Length));
            Assert.Equal(expected[i], Twice.RandomNumbers.Uniform(twice, stream, i / Length, i % Length));
        }
    }

    private static int Low(ulong value) => unchecked((int)value);

    private static int High(ulong value) => unchecked((int)(value >> 32));
}
