namespace FastGrad.Memory;

/// <summary>
/// The random numbers of formulas (<c>Ops.Uniform</c>, dropout's masks), addressed by place: the same seed, call, stream, example
/// and element give the same bits, eagerly and compiled, in both precisions, in any order and on any thread.
/// </summary>
/// <remarks>
/// The generator is Philox4x32-10 with the seed as its key, low word first. Four elements that follow one another share a block: element e
/// is word e mod 4 of block e / 4. The counter's words are
/// <list type="bullet">
/// <item>0: the block;</item>
/// <item>1: the example's place in the batch;</item>
/// <item>2: the call's lower 32 bits;</item>
/// <item>3: 1 in the highest bit, then 15 bits of the stream, then the call's bits 32 to 47.</item>
/// </list>
/// The highest bit keeps these numbers apart from those of initialisers, whose word 3 (<see cref="CounterRandom"/>) counts parameters.
/// </remarks>
internal static class RandomStream
{
    /// <summary>How many streams one run of a model can have: the stream is below this.</summary>
    public const int Streams = 1 << 15;

    /// <summary>The numbers of block <paramref name="block"/>: of the elements 4·block to 4·block + 3.</summary>
    /// <param name="seed">Chooses everything.</param>
    /// <param name="call">Which run of the model; below 2⁴⁸.</param>
    /// <param name="stream">Which random call of that run, in program order; below <see cref="Streams"/>.</param>
    /// <param name="example">Place in the batch; below 2³².</param>
    /// <param name="block">The elements' index over 4.</param>
    public static (uint X0, uint X1, uint X2, uint X3) Block(ulong seed, ulong call, int stream, long example, int block) => Philox.Block(
        ((uint)block, (uint)example, (uint)call, LastWord(call, stream)),
        ((uint)seed, (uint)(seed >> 32)));

    /// <summary>One element's 32 bits.</summary>
    /// <inheritdoc cref="Block"/>
    public static uint Bits(ulong seed, ulong call, int stream, long example, int element)
    {
        var (x0, x1, x2, x3) = Block(seed, call, stream, example, element >> 2);
        return (element & 3) switch
        {
            0 => x0,
            1 => x1,
            2 => x2,
            _ => x3,
        };
    }

    /// <summary>
    /// The number in [0, 1) that bits stand for: their upper 24 over 2²⁴. A float holds it exactly, so that both precisions see the same one
    /// and a mask drawn from it is the same in both.
    /// </summary>
    public static double Uniform(uint bits) => (bits >> 8) * (1.0 / (1 << 24));

    /// <summary>The counter's word 3.</summary>
    public static uint LastWord(ulong call, int stream) => 1u << 31 | (uint)(stream & Streams - 1) << 16 | (uint)(call >> 32) & 0xFFFF;
}
