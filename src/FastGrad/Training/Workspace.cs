using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>The memory of one trainer or predictor: an arena after the program's plan, over the model's parameters.</summary>
internal sealed class Workspace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T> _parameters;
    private readonly PinnedBuffer<T> _arena;

    public Workspace(ProgramLayout layout, ParameterSet<T> parameters, int capacity, int exampleLength)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        int longest = Math.Max(exampleLength, Math.Max(layout.InputLength, layout.OutputLength));
        int largest = (PinnedBuffer<T>.MaximumLength - layout.FixedLength) / Math.Max(1, longest);
        if (capacity < 1 || capacity > largest)
            throw new ArgumentOutOfRangeException(
                "batchCapacity", capacity, $"The capacity must be at least 1 and, for this model, at most {largest}.");
        Layout = layout;
        Capacity = capacity;
        _parameters = parameters;
        _arena = new(layout.FixedLength + exampleLength * capacity);
    }

    public ProgramLayout Layout { get; }

    public int Capacity { get; }

    public Frame<T> Frame(int batch) => new(ref _parameters.Start, ref _arena.Start, Layout.FixedLength, Capacity, batch);

    /// <summary>Copies rows from the arena to where the user reads them, one after another.</summary>
    public void CopyOut(int batch, int place, int stride, int length, Span<T> destination)
    {
        ReadOnlySpan<T> rows = _arena.Span[(Layout.FixedLength + place * Capacity)..];
        for (int row = 0; row < batch; row++)
            rows.Slice(row * stride, length).CopyTo(destination[(row * length)..]);
    }

    /// <summary>The opposite of <see cref="CopyOut"/>.</summary>
    public void CopyIn(int batch, int place, int stride, int length, ReadOnlySpan<T> source)
    {
        Span<T> rows = _arena.Span[(Layout.FixedLength + place * Capacity)..];
        for (int row = 0; row < batch; row++)
            source.Slice(row * length, length).CopyTo(rows[(row * stride)..]);
    }
}
