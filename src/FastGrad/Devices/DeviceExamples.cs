using System.Numerics;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>Each example's own loss, copied on the device: what comes next may lie where the loss left it.</summary>
internal sealed class DeviceExamples<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceMemory<T> _arena, _kept;
    private readonly long _at;
    private readonly int _stride;
    private readonly T[] _values;
    private bool _isRead, _isClosed;

    public DeviceExamples(DeviceStore store, DeviceMemories<T> memories, ProgramLayout layout, int capacity)
    {
        _arena = memories.Arena;
        _at = memories.At(layout.ExampleLossPlace);
        _stride = layout.ExampleLossStride;
        _kept = store.Allocate<T>((long)capacity * _stride, "losses of the examples");
        _values = new T[capacity];
    }

    public void Keep(int batch)
    {
        _kept.Copy(_arena, _at, 0, (long)batch * _stride);
        _isRead = false;
    }

    public ReadOnlySpan<T> Read(DeviceRows<T> rows, int batch)
    {
        if (_isRead)
            return _values.AsSpan(0, batch);
        if (_isClosed)
        {
            throw new ObjectDisposedException(
                nameof(ITrainer<>.ExampleLosses), "They went with the trainer, and nobody had read them: do it before Dispose.");
        }
        rows.Read(_kept, 0, batch, _stride, 1, _values);
        _isRead = true;
        return _values.AsSpan(0, batch);
    }

    /// <inheritdoc cref="DeviceMirror{T}.Close"/>
    public void Close() => _isClosed = true;
}
