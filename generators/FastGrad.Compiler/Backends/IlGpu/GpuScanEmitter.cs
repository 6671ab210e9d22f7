using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Scans: launches in a loop over steps.</summary>
internal sealed class GpuScanEmitter(GpuModel model)
{
    public IReadOnlyList<GpuWork> Lower(ScanKernel kernel, Func<Kernel, IReadOnlyList<GpuWork>> lower) => throw new NotSupportedException(model.NameOf(kernel) + lower);
}
