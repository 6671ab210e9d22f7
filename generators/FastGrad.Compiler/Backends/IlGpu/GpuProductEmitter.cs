using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>Matrix products as shared-memory tiles.</summary>
internal sealed class GpuProductEmitter(GpuModel model)
{
    public List<Action<SourceWriter>> Structs { get; } = [];

    public GpuKernel Lower(ProductKernel kernel) => throw new NotSupportedException(model.NameOf(kernel));

    public GpuKernel Lower(WeightGradientKernel kernel) => throw new NotSupportedException(model.NameOf(kernel));
}
