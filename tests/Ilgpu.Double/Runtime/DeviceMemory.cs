using System.Runtime.InteropServices;
using ILGPU.Execution;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using ILGPU.Testing;

namespace ILGPU.Runtime;

/// <summary>
/// Memory of an accelerator. It begins as NaN, since a GPU's begins as anything; only kernels and copies may touch it, and no one after
/// it is disposed of.
/// </summary>
internal sealed unsafe class DeviceMemory : MemoryBuffer
{
    private const nuint Alignment = 64;

    private readonly bool _isHost;
    private readonly long _pressure;

    public DeviceMemory(Accelerator accelerator, long length, int elementSize, bool isHost)
        : base(accelerator, length, elementSize)
    {
        _isHost = isHost;
        Memory = accelerator.Memory;
        if ((isHost ? accelerator.Faults.TakeLocking() : accelerator.Faults.TakeAllocation()) is { } fault)
            throw Refused(fault);
        if (!isHost && !Memory.TryTake(LengthInBytes))
        {
            throw Refused(accelerator.AcceleratorType switch
            {
                AcceleratorType.Cuda => new CudaException(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
                AcceleratorType.OpenCL => new CLException(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE),
                _ => new OutOfMemoryException(
                    $"{LengthInBytes} bytes do not fit beside {Memory.Taken} in the {accelerator.MemorySize} of {accelerator.Name}."),
            });
        }
        NativePtr = (nint)NativeMemory.AlignedAlloc((nuint)long.Max(LengthInBytes, 1), Alignment);
        new Span<byte>((void*)NativePtr, checked((int)LengthInBytes)).Fill(Garbage);
        // Tests forget trainers, and the collector would not know what it holds.
        _pressure = long.Max(LengthInBytes, 1);
        GC.AddMemoryPressure(_pressure);
    }

    ~DeviceMemory() => Free();

    /// <summary>Read as a float or a double this is NaN, and as a whole number −1.</summary>
    public static byte Garbage => 0xFF;

    /// <summary>Whether it is the host's, page-locked or shared by a group's lanes.</summary>
    public bool IsHost => _isHost;

    private MemoryBudget Memory { get; }

    internal override void VerifyAccess()
    {
        if (NativePtr == 0)
            throw Misuse.Here($"a buffer of {Length} elements is used after it was disposed of");
        if (!_isHost && !Lane.IsRunning)
            throw new MisuseException("Memory of an accelerator is read and written in kernels and by copies alone.");
    }

    protected override void DisposeAcceleratorObject(bool disposing) => Free();

    private Exception Refused(Exception why)
    {
        Accelerator.Forget(this);
        GC.SuppressFinalize(this);
        return why;
    }

    private void Free()
    {
        if (NativePtr == 0)
            return;
        NativeMemory.AlignedFree((void*)NativePtr);
        NativePtr = 0;
        GC.RemoveMemoryPressure(_pressure);
        if (!_isHost)
            Memory.GiveBack(LengthInBytes);
    }
}
