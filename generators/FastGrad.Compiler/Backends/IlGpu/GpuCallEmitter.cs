using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Moves, indexing, random numbers, products of matrices.</summary>
internal sealed class GpuCallEmitter(GpuModel model, GpuProductEmitter products)
{
    public IReadOnlyList<GpuWork> Lower(CallKernel kernel) => throw new NotSupportedException(model.NameOf(kernel) + products);

    public GpuWork Lower(CopyKernel kernel) => throw new NotSupportedException(model.NameOf(kernel));
}
