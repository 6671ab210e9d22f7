using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>The accelerator that tests run on, and its context.</summary>
internal sealed class TestAccelerator : IDisposable
{
    private readonly Context _context;

    public TestAccelerator(int warpSize = 4, int warps = 4)
    {
        _context = Context.Create(builder => builder.CPU(new CPUDevice(warpSize, warps, 1)).Optimize(OptimizationLevel.O1).EnableAlgorithms());
        Accelerator = _context.GetPreferredDevice(preferCPU: true).CreateAccelerator(_context);
    }

    public Accelerator Accelerator { get; }

    public void Dispose()
    {
        Accelerator.Dispose();
        _context.Dispose();
    }
}
