using System.Numerics;
using FastGrad.Kernels;
using FastGrad.Memory;
using FastGrad.Tests.Runtime;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>The numbers are those that the formulas' own description of the counter gives, in both precisions.</summary>
[Trait("Category", "Numeric")]
public class RandomNumbersTests
{
    [Fact]
    public void Singles() => AreThoseOfTheirPlaces<float>();

    [Fact]
    public void Doubles() => AreThoseOfTheirPlaces<double>();

    /// <summary>The counter's words and the conversion as documented, spelled out once more.</summary>
    [Fact]
    public void The_counter_is_as_documented()
    {
        const ulong Seed = 0x0123_4567_89AB_CDEF, Call = 0x5_1234_5678;
        const int Stream = 300;
        double[] numbers = new double[3 * 8];
        RandomNumbers.Uniform(null, 3, Seed, Call, Stream, ref numbers[0], 8, 8);
        for (uint example = 0; example < 3; example++)
            for (int element = 0; element < 8; element++)
            {
                var words = Philox.Block(((uint)element / 4, example, 0x1234_5678, 0x8000_0000 | 300u << 16 | 5), (0x89AB_CDEF, 0x0123_4567));
                uint bits = ((uint[])[words.X0, words.X1, words.X2, words.X3])[element % 4];
                Assert.Equal((bits >> 8) / 16777216.0, numbers[example * 8 + element]);
            }
    }

    [Fact]
    public void They_are_uniform()
    {
        const int Count = 100_000;
        float[] numbers = new float[Count];
        RandomNumbers.Uniform(null, 10, 7, 3, 1, ref numbers[0], Count / 10, Count / 10);
        Assert.All(numbers, number => Assert.InRange(number, 0, float.BitDecrement(1)));
        // Standard deviations of the mean of n uniform numbers: 1/√(12 n); of their squares: √(4/45 / n).
        Assert.InRange(numbers.Average(number => (double)number), 0.5 - 5 / Math.Sqrt(12.0 * Count), 0.5 + 5 / Math.Sqrt(12.0 * Count));
        double squares = numbers.Average(number => (double)number * number), deviation = Math.Sqrt(4.0 / 45 / Count);
        Assert.InRange(squares, 1.0 / 3 - 5 * deviation, 1.0 / 3 + 5 * deviation);
        // Each of ten drawers takes its tenth: chi² with 9 degrees of freedom is above 33.7 once in 10,000.
        double chi = numbers.GroupBy(number => (int)(number * 10)).Sum(drawer => Math.Pow(drawer.Count() - Count / 10.0, 2) / (Count / 10.0));
        Assert.InRange(chi, 0.5, 33.7);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] numbers = new float[100];
        Allocation.None(() => RandomNumbers.Uniform(null, 3, 1, 2, 3, ref numbers[0], 30, 27));
    }

    private static void AreThoseOfTheirPlaces<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(1);
        for (int round = 0; round < 500; round++)
        {
            int batch = random.Next(1, 4), length = random.Next(1, 23), stride = length + random.Next(2) * random.Next(9), stream = random.Next(RandomStream.Streams);
            ulong seed = (ulong)random.NextInt64(), call = (ulong)random.NextInt64(1L << 48);
            using Guarded<T> numbers = Guarded.Examples(batch, length, stride, atEnd: random.Next(2) == 0, _ => T.NaN);
            RandomNumbers.Uniform(null, batch, seed, call, stream, ref numbers.Start, stride, length);
            numbers.AssertOnlyExamples(batch, length, stride);
            for (int example = 0; example < batch; example++)
                for (int element = 0; element < length; element++)
                    Assert.Equal(
                        RandomStream.Uniform(RandomStream.Bits(seed, call, stream, example, element)),
                        double.CreateChecked(numbers.Span[example * stride + element]));
        }
    }
}
