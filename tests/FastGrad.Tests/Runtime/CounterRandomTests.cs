using FastGrad.Memory;
using Xunit;

namespace FastGrad.Tests.Runtime;

public sealed class CounterRandomTests
{
    /// <summary>Random123 1.14.0, tests/kat_vectors, the lines "philox4x32 10".</summary>
    [Theory]
    [InlineData(
        new uint[] { 0, 0, 0, 0 }, new uint[] { 0, 0 },
        new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, new uint[] { 0xffffffff, 0xffffffff },
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, new uint[] { 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Philox_gives_the_published_answers(uint[] counter, uint[] key, uint[] expected)
    {
        var (x0, x1, x2, x3) = Philox.Block((counter[0], counter[1], counter[2], counter[3]), (key[0], key[1]));
        Assert.Equal(expected, new uint[] { x0, x1, x2, x3 });
    }

    [Fact]
    public void The_counter_is_laid_out_as_documented()
    {
        const ulong Seed = 0x299f31d0_a4093822, Element = 0x13198a2e_85a308d3;
        CounterRandom random = new(Seed, 0x03707344, Element);
        for (uint block = 0; block < 3; block++)
        {
            var (x0, x1, x2, x3) = Philox.Block((block, 0x85a308d3, 0x13198a2e, 0x03707344), (0xa4093822, 0x299f31d0));
            Assert.Equal((ulong)x1 << 32 | x0, random.NextBits());
            Assert.Equal((ulong)x3 << 32 | x2, random.NextBits());
        }
    }

    [Fact]
    public void The_first_double_comes_from_the_first_published_answer()
    {
        CounterRandom random = new(seed: 0, stream: 0, element: 0);
        Assert.Equal(Math.ScaleB(0xe169c58d_6627e8d5 >> 11, -53), random.NextDouble());
    }

    [Fact]
    public void Doubles_are_uniform_from_0_to_below_1()
    {
        const int Count = 40000;
        double[] drawn = [.. Enumerable.Range(0, Count).Select(element => new CounterRandom(9, 1, (ulong)element).NextDouble())];
        Assert.All(drawn, value => Assert.InRange(value, 0, Math.BitDecrement(1)));
        // Four standard deviations of the mean, whose variance is 1 / 12n.
        Assert.InRange(drawn.Average(), 0.5 - 4 / Math.Sqrt(12.0 * Count), 0.5 + 4 / Math.Sqrt(12.0 * Count));
        Assert.Equal(Count, drawn.Distinct().Count());
    }
}
