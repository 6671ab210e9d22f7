using FastGrad.Compiler.Backends.IlGpu;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler;

/// <summary>From a bound model to the source of its part for GPUs.</summary>
public static class GpuCompiler
{
    /// <summary>The part; without source where the model itself cannot be compiled, which <see cref="ModelCompiler"/> says, or declares no optimizer.</summary>
    public static CompiledUnit Compile(ModelSpec spec)
    {
        string hint = spec.Type.FullName + ".Gpu.g.cs";
        if (spec.Optimizer is null)
            return new CompiledUnit(hint, "", default);
        try
        {
            return new CompiledUnit(hint, GpuModelEmitter.Emit(Pipeline.Run(spec)), default);
        }
        catch (StageException)
        {
            return new CompiledUnit(hint, "", default);
        }
    }
}
