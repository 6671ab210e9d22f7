using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>What emitted code expects of ILGPU; true of the double and of the packages.</summary>
public class KernelTests
{
    [Fact]
    public void A_kernel_runs_once_for_every_lane()
    {
        using var machine = new TestAccelerator();
        Accelerator accelerator = machine.Accelerator;
        float[] values = [.. Enumerable.Range(0, 100).Select(i => i * 0.5f)];
        using MemoryBuffer1D<float, Stride1D.Dense> source = accelerator.Allocate1D(values);
        using MemoryBuffer1D<float, Stride1D.Dense> target = accelerator.Allocate1D<float>(100);
        using AcceleratorStream stream = accelerator.CreateStream();
        Action<AcceleratorStream, KernelConfig, Kernels.Doubling> kernel = accelerator.LoadKernel<Kernels.Doubling>(Kernels.Double);

        kernel(stream, new KernelConfig(7, 16), new Kernels.Doubling(source.View, target.View, 100));
        stream.Synchronize();

        var result = new float[100];
        target.View.CopyToCPU(stream, result);
        Assert.Equal(values.Select(value => 2 * value), result);
    }
}
