using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>
/// The accelerator that tests run on, and its context: ILGPU's simulation on the processor, or what
/// FASTGRAD_TEST_ACCELERATOR asks for, opencl or cuda.
/// </summary>
internal sealed class TestAccelerator : IDisposable
{
    private readonly Context _context;

    private TestAccelerator(Func<Context.Builder, Context.Builder> devices)
    {
        _context = Context.Create(builder => devices(builder).Optimize(OptimizationLevel.O1).EnableAlgorithms());
        Accelerator = _context.Devices[0].CreateAccelerator(_context);
    }

    public Accelerator Accelerator { get; }

    /// <param name="warpSize">Of a simulation.</param>
    /// <param name="warps">Of a simulation's groups, at most.</param>
    public static TestAccelerator Create(int warpSize = 4, int warps = 4) => Environment.GetEnvironmentVariable("FASTGRAD_TEST_ACCELERATOR") switch
    {
        "opencl" => new(builder => builder.OpenCL()),
        "cuda" => new(builder => builder.Cuda()),
        _ => OnProcessor(warpSize, warps),
    };

    /// <summary>A simulation whose groups have this many lanes at most.</summary>
    public static TestAccelerator OnProcessor(int warpSize, int warps) => new(builder => builder.CPU(new CPUDevice(warpSize, warps, 1)));

    public void Dispose()
    {
        Accelerator.Dispose();
        _context.Dispose();
    }
}
