using FastGrad.Compiler.Specs;

namespace FastGrad.Compiler.Backends.IlGpu;

/// <summary>The update of all weights.</summary>
internal sealed class GpuOptimizerEmitter(GpuModel model, StageSpec optimizer)
{
    public int PartialCount => 0;

    public IReadOnlyList<GpuWork> Lower() => throw new NotSupportedException(model.Type + optimizer);

    public void WriteMembers(SourceWriter writer) => throw new NotSupportedException(writer.ToString());
}
