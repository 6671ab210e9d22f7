using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Devices;

/// <summary>A model's parameters, or what is laid out like them, on a device and as a copy on the host.</summary>
internal sealed class DeviceParameters<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceMirror<T> _mirror;
    private readonly ParameterSet<T> _copy;

    /// <param name="memory">Where they lie on the device.</param>
    /// <param name="like">How they lie.</param>
    /// <param name="name">What users call them.</param>
    public DeviceParameters(DeviceMemory<T> memory, ParameterSet<T> like, string name)
    {
        PinnedBuffer<T> buffer = new(like.Length);
        _mirror = new(memory, buffer, name);
        _copy = new(like, buffer, 0);
    }

    /// <summary>As they are on the device.</summary>
    public ParameterSet<T> Read()
    {
        _mirror.Read();
        return _copy;
    }

    /// <summary>Values for the device.</summary>
    /// <exception cref="ArgumentException">They are of other parameters; nothing has changed.</exception>
    public void Write(ParameterSet<T> source)
    {
        _copy.CopyFrom(source);
        _mirror.Write();
    }

    /// <summary>What was written into the copy is for the device.</summary>
    public void WriteCopy() => _mirror.Write();

    /// <inheritdoc cref="DeviceMirror{T}.Change"/>
    public void Change() => _mirror.Change();

    /// <inheritdoc cref="DeviceMirror{T}.Close"/>
    public void Close() => _mirror.Close();
}
