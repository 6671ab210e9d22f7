using FastGrad.Compiler.Backends;
using FastGrad.Compiler.Backends.Cpu;
using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler;

/// <summary>From a bound model to the source of its generated part.</summary>
public static class ModelCompiler
{
    public static CompiledUnit Compile(ModelSpec spec) => Compile(spec, fuse: true);

    /// <param name="spec">The bound model.</param>
    /// <param name="fuse">Off for tests: each value its own kernel, the same bits.</param>
    public static CompiledUnit Compile(ModelSpec spec, bool fuse)
    {
        string hint = spec.Type.FullName + ".g.cs";
        try
        {
            LoweredModel lowered = Pipeline.Run(spec, fuse);
            return new CompiledUnit(hint, ModelEmitter.Emit(lowered), ModelChecks.Run(lowered));
        }
        catch (StageException e)
        {
            return new CompiledUnit(hint, StubEmitter.Emit(spec), new EquatableArray<Problem>([e.Problem]), IsStub: true);
        }
    }
}
