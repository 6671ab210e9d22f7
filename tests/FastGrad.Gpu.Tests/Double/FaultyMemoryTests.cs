using FastGrad.Gpu.Tests.Api;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using ILGPU.Testing;

namespace FastGrad.Gpu.Tests.Double;

[Collection(nameof(Simulator))]
public sealed class FaultyMemoryTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create();
    private readonly TestAccelerator _other = TestAccelerator.Create();

    private Accelerator Accelerator => _machine.Accelerator;

    public void Dispose()
    {
        Simulator.HasCuda = Simulator.HasOpenCL = false;
        _machine.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void A_launch_with_a_buffer_disposed_of_or_of_another_accelerator_is_told()
    {
        MemoryBuffer1D<int, Stride1D.Dense> target = Accelerator.Allocate1D<int>(16);
        Action<KernelConfig, Faulty.Arguments> kernel = Accelerator.LoadStreamKernel<Faulty.Arguments>(Faulty.Write);
        Action<KernelConfig, Faulty.Arguments> elsewhere = _other.Accelerator.LoadStreamKernel<Faulty.Arguments>(Faulty.Write);
        var arguments = new Faulty.Arguments(target.View, 0);

        Tells(() => elsewhere((1, 16), arguments), "Kernel Faulty.Write runs on another accelerator");
        target.Dispose();
        Tells(() => kernel((1, 16), arguments), "Kernel Faulty.Write is given a view of 16 elements whose buffer was disposed of");
    }

    [Fact]
    public void A_view_is_not_for_the_host()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = Accelerator.Allocate1D<int>(16);
        ArrayView<int> view = buffer.View;

        Tells(() => view[0] = 1, "in kernels and by copies alone");
        Tells(() => _ = Group.IdxX, "only in a kernel");
    }

    [Fact]
    public void Copies_that_leave_their_view_or_their_accelerator_are_told()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = Accelerator.Allocate1D<int>(16);
        ArrayView<int> part = buffer.View.BaseView.SubView(0, 4);
        using PageLockedArray1D<int> locked = Accelerator.AllocatePageLocked1D<int>(5);

        Tells(() => part.CopyFromCPU(new int[5]), "A copy of 20 bytes to or from a view of 16");
        Tells(() => part.CopyToCPU(new int[5]), "A copy of 20 bytes to or from a view of 16");
        Tells(() => part.CopyFromPageLockedAsync(locked), "A copy of 20 bytes to or from a view of 16");
        Tells(() => part.CopyToCPU(_other.Accelerator.DefaultStream, new int[4]), "A copy in a stream of");
    }

    [Fact]
    public void Nothing_works_after_it_is_disposed_of()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = Accelerator.Allocate1D<int>(16);
        ArrayView<int> view = buffer.View;
        AcceleratorStream stream = Accelerator.CreateStream();
        Action<AcceleratorStream, KernelConfig, Faulty.Arguments> kernel = Accelerator.LoadKernel<Faulty.Arguments>(Faulty.Write);

        stream.Dispose();
        Assert.Throws<ObjectDisposedException>(() => stream.Synchronize());
        Assert.Throws<ObjectDisposedException>(() => view.MemSetToZero(stream));
        Assert.Throws<ObjectDisposedException>(() => kernel(stream, (1, 16), new Faulty.Arguments(view, 0)));
        Accelerator.Dispose();
        Assert.True(buffer.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => Accelerator.Allocate1D<int>(1));
        Assert.Throws<ObjectDisposedException>(() => Accelerator.LoadKernel<Faulty.Arguments>(Faulty.Write));
        Tells(() => view.MemSetToZero(_other.Accelerator.DefaultStream), "disposed of");
    }

    [Fact]
    public void Page_locked_memory_is_certain_only_when_its_stream_was_synchronised()
    {
        using AcceleratorStream stream = Accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = Accelerator.Allocate1D<float>(2);
        using PageLockedArray1D<float> locked = Accelerator.AllocatePageLocked1D<float>(2);
        buffer.View.CopyFromCPU(stream, [1, 2]);

        buffer.View.CopyToPageLockedAsync(stream, locked);
        Assert.All(locked.GetArray(), value => Assert.True(float.IsNaN(value)));
        stream.Synchronize();
        Assert.Equal([1, 2], locked.GetArray());

        buffer.View.CopyFromPageLockedAsync(stream, locked);
        locked[1] = 3;
        Tells(stream.Synchronize, "8 page-locked bytes changed");
        stream.Synchronize();
    }

    [Fact]
    public void Buffers_that_do_not_fit_throw_what_their_devices_throw()
    {
        Simulator.HasCuda = Simulator.HasOpenCL = true;
        using Context context = Context.CreateDefault();
        using CudaAccelerator cuda = context.CreateCudaAccelerator(0);
        using CLAccelerator openCL = context.CreateCLAccelerator(0);
        using MemoryBuffer1D<byte, Stride1D.Dense> half = cuda.Allocate1D<byte>(Simulator.MemorySize / 2);

        Assert.Equal([AcceleratorType.CPU, AcceleratorType.OpenCL, AcceleratorType.Cuda], context.Devices.Select(device => device.AcceleratorType));
        Assert.NotEqual(AcceleratorType.CPU, context.GetPreferredDevice(preferCPU: false).AcceleratorType);
        CudaException failure = Assert.Throws<CudaException>(() => cuda.Allocate1D<byte>((Simulator.MemorySize / 2) + 1));
        Assert.Equal(AcceleratorType.Cuda, failure.AcceleratorType);
        Assert.Equal("CUDA_ERROR_OUT_OF_MEMORY", failure.Error);
        Assert.Equal(
            CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE, Assert.Throws<CLException>(() => openCL.Allocate1D<byte>(Simulator.MemorySize + 1)).Error);
        half.Dispose();
        cuda.Allocate1D<byte>((Simulator.MemorySize / 2) + 1).Dispose();
    }

    [Fact]
    public void A_launch_and_the_copies_around_it_allocate_nothing()
    {
        using AcceleratorStream stream = Accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> source = Accelerator.Allocate1D<float>(32);
        using MemoryBuffer1D<float, Stride1D.Dense> target = Accelerator.Allocate1D<float>(2);
        using PageLockedArray1D<float> sent = Accelerator.AllocatePageLocked1D<float>(32);
        var sums = new float[2];
        Action<AcceleratorStream, KernelConfig, Trials.Sums> kernel = Accelerator.LoadKernel<Trials.Sums>(Trials.TreeSum);

        void Step()
        {
            source.View.CopyFromPageLockedAsync(stream, sent);
            kernel(stream, new KernelConfig(2, 16), new Trials.Sums(source.View, target.View));
            target.View.CopyToCPU(stream, sums);
        }

        Allocation.None(Step, warm: 3, times: 1);
    }

    private static void Tells(Action action, string words) =>
        Assert.Contains(words, Assert.Throws<MisuseException>(action).Message, StringComparison.Ordinal);
}
