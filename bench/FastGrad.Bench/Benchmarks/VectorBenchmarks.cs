using BenchmarkDotNet.Attributes;
using FastGrad.Kernels;
using FastGrad.Memory;

namespace FastGrad.Bench;

/// <summary>Functions of 2,048 numbers in the first cache, with the machine code that they are compiled to.</summary>
[MemoryDiagnoser, DisassemblyDiagnoser(maxDepth: 3)]
[GenericTypeArguments(typeof(ExpMap))]
[GenericTypeArguments(typeof(LogMap))]
[GenericTypeArguments(typeof(TanhMap))]
[GenericTypeArguments(typeof(SigmoidMap))]
[GenericTypeArguments(typeof(SinMap))]
[GenericTypeArguments(typeof(PowMap))]
public class VectorBenchmarks<TMap> where TMap : struct, IMap
{
    private readonly MapLoop<TMap> _loop = new(Ones(), new(2_048));

    // The result is there so that the loop is not called last: the disassembler does not follow jumps.
    [Benchmark]
    public int Map()
    {
        if (VectorWidth.HasNative)
            _loop.Run<WideNative<float>>(1);
        else if (VectorWidth.Has512)
            _loop.Run<Wide512<float>>(1);
        else if (VectorWidth.Has256)
            _loop.Run<Wide256<float>>(1);
        else if (VectorWidth.Has128)
            _loop.Run<Wide128<float>>(1);
        else
            _loop.Run<Scalar<float>>(1);
        return 0;
    }

    private static PinnedBuffer<float> Ones()
    {
        PinnedBuffer<float> ones = new(2_048);
        ones.Span.Fill(1);
        return ones;
    }
}
