using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace FastGrad.Gpu.Tests.Harness;

/// <summary>The accelerator that all tests of trainers share, which lives as long as the process.</summary>
public static class Gpu
{
    private static readonly Lazy<Accelerator> _accelerator = new(() =>
    {
#if REAL_ILGPU
        Context context = Context.Create(builder => builder.Default().Optimize(OptimizationLevel.O1).EnableAlgorithms());
#else
        // Tests of the double make it pretend to have other devices.
        Context context = Context.Create(builder => builder.CPU().Optimize(OptimizationLevel.O1).EnableAlgorithms());
#endif
        return context.GetPreferredDevice(preferCPU: false).CreateAccelerator(context);
    });

    public static Accelerator Accelerator => _accelerator.Value;
}
