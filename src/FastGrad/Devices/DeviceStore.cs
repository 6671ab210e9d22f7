using System.Runtime.CompilerServices;

namespace FastGrad.Devices;

/// <summary>All that a trainer has allocated on a device, so that it is given back together: when the trainer goes, or could not be made.</summary>
internal sealed class DeviceStore(Device device) : IDisposable
{
    private readonly List<IDisposable> _memories = [];

    /// <summary>Bytes of all that is allocated.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether all of it has been given back.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Memory of zeros; where nothing is needed, of one element all the same, because kernels are handed a view of it.</summary>
    /// <exception cref="DeviceMemoryException">There is not as much.</exception>
    public DeviceMemory<E> Allocate<E>(long length, string purpose) where E : unmanaged
    {
        DeviceMemory<E> memory = device.Allocate<E>(Math.Max(1, length), purpose);
        _memories.Add(memory);
        Bytes += BytesOf(memory);
        memory.Clear();
        return memory;
    }

    /// <summary>Gives one of them back.</summary>
    public void Free<E>(DeviceMemory<E>? memory) where E : unmanaged
    {
        if (memory is null || !_memories.Remove(memory))
            return;
        Bytes -= BytesOf(memory);
        memory.Dispose();
    }

    /// <summary>A store of its own, which goes with this one.</summary>
    public DeviceStore Part()
    {
        DeviceStore part = new(device);
        _memories.Add(part);
        return part;
    }

    public void Dispose()
    {
        IsDisposed = true;
        Clear();
    }

    /// <summary>Gives all of it back.</summary>
    public void Clear()
    {
        for (int index = _memories.Count - 1; index >= 0; index--)
            _memories[index].Dispose();
        _memories.Clear();
        Bytes = 0;
    }

    public static long BytesOf<E>(DeviceMemory<E> memory) where E : unmanaged => memory.Length * Unsafe.SizeOf<E>();
}
