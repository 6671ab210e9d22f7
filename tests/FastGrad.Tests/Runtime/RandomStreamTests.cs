using FastGrad.Memory;
using Xunit;

namespace FastGrad.Tests.Runtime;

public sealed class RandomStreamTests
{
    /// <summary>Random123 1.14.0, tests/kat_vectors, the line "philox4x32 10" whose counter and key are all ones.</summary>
    [Fact]
    public void The_largest_place_gives_the_published_answer() => Assert.Equal(
        (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
        RandomStream.Block(ulong.MaxValue, (1ul << 48) - 1, RandomStream.Streams - 1, uint.MaxValue, -1));

    [Fact]
    public void The_counter_is_laid_out_as_documented()
    {
        const ulong Seed = 0x299f31d0_a4093822, Call = 0x1234_9abcdef0;
        for (int element = 0; element < 12; element++)
        {
            var (x0, x1, x2, x3) = Philox.Block(((uint)element / 4, 77, 0x9abcdef0, 0x8005_1234), (0xa4093822, 0x299f31d0));
            Assert.Equal(new[] { x0, x1, x2, x3 }[element % 4], RandomStream.Bits(Seed, Call, 5, 77, element));
        }
    }

    [Fact]
    public void Every_part_of_the_place_counts()
    {
        uint[] drawn =
        [
            RandomStream.Bits(1, 2, 3, 4, 5), RandomStream.Bits(9, 2, 3, 4, 5), RandomStream.Bits(1, 9, 3, 4, 5),
            RandomStream.Bits(1, 2, 9, 4, 5), RandomStream.Bits(1, 2, 3, 9, 5), RandomStream.Bits(1, 2, 3, 4, 9),
            RandomStream.Bits(1ul << 40, 2, 3, 4, 5), RandomStream.Bits(1, 1ul << 40, 3, 4, 5),
        ];

        Assert.Equal(drawn.Length, drawn.Distinct().Count());
    }

    [Fact]
    public void Initialisers_and_formulas_draw_different_numbers()
    {
        // Both from block 0 of place 0 under one seed.
        Assert.NotEqual((uint)new CounterRandom(3, 0, 0).NextBits(), RandomStream.Bits(3, 0, 0, 0, 0));
    }

    [Theory]
    [InlineData(0u, 0)]
    [InlineData(0xFFu, 0)]
    [InlineData(0x80000000u, 0.5)]
    [InlineData(uint.MaxValue, 1 - 1.0 / 16777216)]
    public void A_number_is_the_upper_24_bits_of_it(uint bits, double expected)
    {
        Assert.Equal(expected, RandomStream.Uniform(bits));
        Assert.Equal(expected, (float)RandomStream.Uniform(bits));
    }
}
