using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Devices;

/// <summary>The host's copy of what lies on a device: read when somebody asks for it, and not again until the device has changed it.</summary>
/// <param name="memory">Where it lies on the device.</param>
/// <param name="buffer">The copy, of as many elements or fewer.</param>
/// <param name="name">What users call it.</param>
internal sealed class DeviceMirror<T>(DeviceMemory<T> memory, PinnedBuffer<T> buffer, string name)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private bool _isStale = true;
    private bool _isClosed;

    /// <summary>The device has changed it.</summary>
    public void Change() => _isStale = true;

    /// <summary>Has the copy agree with the device.</summary>
    /// <exception cref="ObjectDisposedException">It does not, and the device's memory is gone.</exception>
    public void Read()
    {
        if (!_isStale)
            return;
        if (_isClosed)
            throw new ObjectDisposedException(
                name, $"The device's memory went with the trainer, and nobody had read {name} since it last changed: read it before Dispose.");
        memory.Read(buffer.Span);
        _isStale = false;
    }

    /// <summary>Has the device agree with the copy.</summary>
    public void Write()
    {
        memory.Write(buffer.Span);
        _isStale = false;
    }

    /// <summary>The device's memory goes.</summary>
    public void Close() => _isClosed = true;
}
