using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Memory;

namespace FastGrad.Bench;

/// <summary>A function of one number.</summary>
public interface IMap
{
    static abstract V Of<V>(V x) where V : struct, IVector<V, float>;
}

public readonly struct ExpMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Exp(x);
}

public readonly struct LogMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Log(x);
}

public readonly struct Expm1Map : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Expm1(x);
}

public readonly struct Log1pMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Log1p(x);
}

public readonly struct SoftplusMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Softplus(x);
}

public readonly struct ErfMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Erf(x);
}

public readonly struct TanhMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Tanh(x);
}

public readonly struct SigmoidMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Sigmoid(x);
}

public readonly struct SinMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Sin(x);
}

public readonly struct CosMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Cos(x);
}

public readonly struct PowMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Pow(x, V.Create(1.7f));
}

public readonly struct SqrtMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Sqrt(x);
}

public readonly struct ReluMap : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V>(V x) where V : struct, IVector<V, float> => V.Max(x, V.Zero);
}

/// <summary>y = f(x), a whole number of vectors.</summary>
internal sealed class MapLoop<TMap>(PinnedBuffer<float> x, PinnedBuffer<float> y) : ILoop where TMap : struct, IMap
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(long calls) where V : struct, IVector<V, float>
    {
        ref float from = ref x.Start, to = ref y.Start;
        nint length = x.Length;
        for (; calls > 0; calls--)
            for (nint i = 0; i < length; i += V.Count)
                TMap.Of(V.Load(in from, i)).Store(ref to, i);
    }
}
