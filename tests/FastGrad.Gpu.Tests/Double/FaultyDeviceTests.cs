using FastGrad.Gpu.Tests.Api;
using FastGrad.Gpu.Tests.Training;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using ILGPU.Testing;

namespace FastGrad.Gpu.Tests.Double;

/// <summary>What fails while a trainer is made is told as what it is, and leaves nothing on the device.</summary>
public sealed class FaultyDeviceTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.OnProcessor(warpSize: 2, warps: 2);

    private Accelerator Accelerator => _machine.Accelerator;

    public void Dispose() => _machine.Dispose();

    public static TheoryData<Exception> LacksOfMemory() => new(
        new OutOfMemoryException(),
        new CudaException(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
        new CLException(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE),
        new CLException(CLError.CL_OUT_OF_RESOURCES),
        new CLException(CLError.CL_OUT_OF_HOST_MEMORY),
        // More in one piece than the device has for a buffer.
        new CLException(CLError.CL_INVALID_BUFFER_SIZE));

    public static TheoryData<Exception> OtherFaults() => new(
        new CudaException(CudaError.CUDA_ERROR_ILLEGAL_ADDRESS),
        new CLException(CLError.CL_INVALID_CONTEXT));

    [Theory]
    [MemberData(nameof(LacksOfMemory))]
    public void Lack_of_memory_is_told_as_that(Exception fault)
    {
        Faults.Of(Accelerator).FailAllocation(fault);
        Assert.Same(fault, Fails<DeviceMemoryException>().InnerException);
    }

    [Theory]
    [MemberData(nameof(OtherFaults))]
    public void Another_fault_that_an_allocation_meets_is_not_called_lack_of_memory(Exception fault)
    {
        Faults.Of(Accelerator).FailAllocation(fault);
        Assert.Same(fault, Fails<AcceleratorException>());
    }

    [Fact]
    public void A_kernel_that_does_not_compile_leaves_nothing_whichever_it_is()
    {
        int kernels = 0;
        while (true)
        {
            NotSupportedException fault = new();
            Faults.Of(Accelerator).FailKernel(after: kernels, fault);
            if (!TryMake(out Exception? thrown))
                Assert.Same(fault, thrown);
            else
                break;
            kernels++;
        }
        // Two products forward, the loss, and two products backward at the least.
        Assert.InRange(kernels, 5, 100);
    }

    private TException Fails<TException>() where TException : Exception
    {
        Assert.False(TryMake(out Exception? thrown));
        return Assert.IsAssignableFrom<TException>(thrown);
    }

    /// <summary>A trainer, and whether or not it could be made the device is as it was.</summary>
    private bool TryMake(out Exception? thrown)
    {
        int before = Faults.ObjectsOf(Accelerator);
        thrown = Record.Exception(() => new DigitNet(3).CreateTrainer(Accelerator, 4).Dispose());
        Assert.Equal(before, Faults.ObjectsOf(Accelerator));
        return thrown is null;
    }
}
