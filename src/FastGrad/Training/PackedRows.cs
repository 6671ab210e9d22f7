using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>Copies of what goes into a model, in one buffer: each input or target begins at its place × capacity, its rows one after another.</summary>
internal sealed class PackedRows<T>(int capacity, int exampleLength) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _buffer = new(capacity * exampleLength);

    public ref T Start => ref _buffer.Start;

    public long Bytes => _buffer.Bytes;

    public void Take(int place, ReadOnlySpan<T> rows) => rows.CopyTo(_buffer.Span[(place * capacity)..]);

    /// <summary>Whole numbers, as numbers of the model's precision.</summary>
    public void Take(int place, ReadOnlySpan<int> rows)
    {
        Span<T> destination = _buffer.Span[(place * capacity)..];
        for (int index = 0; index < rows.Length; index++)
            destination[index] = T.CreateTruncating(rows[index]);
    }
}
