using FastGrad.Gpu.Tests.Api;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Harness;

/// <summary>
/// The accelerator that all tests of trainers share, which lives as long as the process. A simulation has four lanes, a square as any group's: a barrier costs
/// a change of threads for each. Other numbers of lanes have tests of their own.
/// </summary>
public static class Gpu
{
    private static readonly Lazy<TestAccelerator> _machine = new(Create);

    public static Accelerator Accelerator => _machine.Value.Accelerator;

    private static TestAccelerator Create()
    {
        TestAccelerator machine = TestAccelerator.Create(warpSize: 2, warps: 2);
#if REAL_ILGPU
        // A launch on ILGPU's own simulation allocates; on OpenCL and CUDA it doesn't, nor does the double's.
        Allocation.IsHeld = machine.Accelerator.AcceleratorType != AcceleratorType.CPU;
#endif
        return machine;
    }
}
