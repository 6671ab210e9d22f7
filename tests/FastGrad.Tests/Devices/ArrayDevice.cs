using System.Runtime.CompilerServices;
using FastGrad.Devices;

namespace FastGrad.Tests.Devices;

/// <summary>
/// A device that is this machine's memory. It notes what is asked of it, and its memory is full of rubbish at first, as a GPU's is.
/// </summary>
internal sealed class ArrayDevice(long room = long.MaxValue) : Device
{
    public override string Name => "Arrays";

    /// <summary>What was asked of it; null while nobody wants to know.</summary>
    public List<string>? Log { get; set; }

    /// <summary>Bytes that are allocated.</summary>
    public long Allocated { get; set; }

    /// <summary>How often somebody read memory, which waits for the device.</summary>
    public int Reads { get; set; }

    public int Writes { get; set; }

    public int Disposals { get; private set; }

    public override DeviceMemory<E> Allocate<E>(long length, string purpose)
    {
        Assert.True(length >= 1);
        long bytes = length * Unsafe.SizeOf<E>();
        if (Allocated + bytes > room)
            throw new DeviceMemoryException($"The {purpose} need {bytes} bytes, and {room - Allocated} are free.");
        Allocated += bytes;
        return new ArrayMemory<E>(this, (int)length);
    }

    public override void Synchronize() => Log?.Add("synchronize");

    public override void Dispose() => Disposals++;
}
