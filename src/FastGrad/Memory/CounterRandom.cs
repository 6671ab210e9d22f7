using FastGrad.Memory;

namespace FastGrad;

/// <summary>
/// Random numbers addressed by place rather than drawn in turn: the same seed, stream and element give the same numbers whatever else
/// was drawn, in any order and on any thread. The generator is Philox4x32-10 with the seed as its key and (block, element, stream) as
/// its counter: word 0 counts the blocks that one element has used, words 1 and 2 are the element, low word first, word 3 is the stream.
/// </summary>
public struct CounterRandom
{
    private readonly (uint, uint) _key;
    private readonly ulong _element;
    private readonly uint _stream;
    private uint _nextBlock;
    private ulong _second;
    private bool _hasSecond;

    /// <summary>The numbers of one element.</summary>
    /// <param name="seed">Chooses the whole sequence.</param>
    /// <param name="stream">Which parameter, say.</param>
    /// <param name="element">Which element of it.</param>
    public CounterRandom(ulong seed, uint stream, ulong element)
    {
        _key = ((uint)seed, (uint)(seed >> 32));
        _stream = stream;
        _element = element;
    }

    /// <summary>The next 64 random bits of this element: first the block's words 0 (low) and 1, then 2 (low) and 3.</summary>
    public ulong NextBits()
    {
        if (_hasSecond)
        {
            _hasSecond = false;
            return _second;
        }
        var (x0, x1, x2, x3) = Philox.Block((_nextBlock++, (uint)_element, (uint)(_element >> 32), _stream), _key);
        _second = (ulong)x3 << 32 | x2;
        _hasSecond = true;
        return (ulong)x1 << 32 | x0;
    }

    /// <summary>The next number, uniform in [0, 1): the upper 53 bits of <see cref="NextBits"/> over 2⁵³.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1L << 53));
}
