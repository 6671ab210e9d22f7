using FastGrad.Generated.Gpu;

namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>16-bit floats in whole numbers against .NET's own.</summary>
public class HalvesTests
{
    [Fact]
    public void AllBitsAreTheirNumbers()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
            Assert.Equal((float)BitConverter.UInt16BitsToHalf((ushort)bits), Halves.Read((ushort)bits));
    }

    [Fact]
    public void NumbersRoundToTheNearest()
    {
        var random = new Random(1);
        for (int i = 0; i < 1_000_000; i++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (!float.IsNaN(value))
                Assert.Equal(BitConverter.HalfToUInt16Bits((Half)value), Halves.Round(value));
        }
        // All numbers, what lies halfway to the next, and just beside it.
        for (int bits = 0; bits < 0x7C00; bits++)
        {
            float one = (float)BitConverter.UInt16BitsToHalf((ushort)bits), next = (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            float middle = float.IsFinite(next) ? one + (next - one) / 2 : 65520;
            foreach (float value in (float[])[one, middle, MathF.BitDecrement(middle), MathF.BitIncrement(middle), -middle])
                Assert.Equal(BitConverter.HalfToUInt16Bits((Half)value), Halves.Round(value));
        }
        Assert.True(Half.IsNaN(BitConverter.UInt16BitsToHalf(Halves.Round(float.NaN))));
    }
}
