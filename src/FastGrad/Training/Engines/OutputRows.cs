using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>Where a trainer's user reads the outputs: output after output, each with room for all examples.</summary>
internal sealed class OutputRows<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _buffer;
    private readonly int[] _starts, _lengths;

    public OutputRows(int capacity, ProgramLayout layout)
    {
        _buffer = new(capacity * layout.OutputLength);
        _lengths = [.. layout.Outputs.Select(output => output.Length)];
        _starts = new int[_lengths.Length];
        for (int index = 1; index < _starts.Length; index++)
            _starts[index] = _starts[index - 1] + capacity * _lengths[index - 1];
    }

    public long Bytes => _buffer.Bytes;

    public Span<T> Rows(int index, int batch) => _buffer.Span.Slice(_starts[index], batch * _lengths[index]);
}
