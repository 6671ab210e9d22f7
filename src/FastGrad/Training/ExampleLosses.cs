using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>Each example's own loss, copied out of the arena: what comes next may lie there.</summary>
/// <param name="capacity">Most examples at once.</param>
/// <param name="place">Where the program leaves them.</param>
/// <param name="stride">Elements from one to the next.</param>
internal sealed class ExampleLosses<T>(int capacity, int place, int stride) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _values = new(capacity);

    public long Bytes => _values.Bytes;

    public ReadOnlySpan<T> Of(int batch) => _values.Span[..batch];

    public void Take(Workspace<T> workspace, int batch) => workspace.CopyOut(batch, place, stride, length: 1, _values.Span);
}
