using ILGPU.Runtime;
using ILGPU.Testing;

namespace ILGPU.Execution;

/// <summary>A group's shared memory. Lanes make the same allocations in the same order and get the same places; each begins as NaN.</summary>
internal sealed class SharedArena(Accelerator accelerator) : IDisposable
{
    private const int Alignment = 16;

    private readonly List<(int Offset, int Bytes)> _places = [];
    private DeviceMemory? _memory;
    private int _used;
    private (int Offset, int Bytes) _dynamic;

    public void Begin(SharedMemoryConfig dynamic)
    {
        _memory ??= new DeviceMemory(accelerator, accelerator.MaxSharedMemoryPerGroup, 1, isHost: true);
        _places.Clear();
        _used = 0;
        _dynamic = dynamic.UsesDynamicSharedMemory ? Take(dynamic.ArraySize) : default;
    }

    public ArrayView<T> Allocate<T>(Lane lane, int extent)
        where T : unmanaged
    {
        int bytes = checked(extent * Interop.SizeOf<T>());
        int number = lane.SharedAllocations++;
        if (number == _places.Count)
            _places.Add(Take(bytes));
        (int offset, int taken) = _places[number];
        if (taken != bytes)
            throw Misuse.Here($"shared allocation {number} is {bytes} bytes and was {taken} for another lane");
        return View<T>(offset, bytes);
    }

    public ArrayView<T> Dynamic<T>()
        where T : unmanaged => View<T>(_dynamic.Offset, _dynamic.Bytes);

    public void Dispose() => _memory?.Dispose();

    private (int Offset, int Bytes) Take(int bytes)
    {
        int offset = (_used + Alignment - 1) / Alignment * Alignment;
        if (bytes < 0 || offset + bytes > accelerator.MaxSharedMemoryPerGroup)
            throw Misuse.Here($"{bytes} bytes of shared memory beside {_used} are more than {accelerator.MaxSharedMemoryPerGroup}");
        _used = offset + bytes;
        Transfer.Garble(new ArrayView<byte>(_memory!, offset, bytes));
        return (offset, bytes);
    }

    private ArrayView<T> View<T>(int offset, int bytes)
        where T : unmanaged => new ArrayView<byte>(_memory!, offset, bytes).Cast<T>();
}
