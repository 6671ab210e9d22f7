using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>What one core can do at most: fused multiply-adds that wait for nothing. Measured once, when first asked for.</summary>
internal static class FmaPeak<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Lazy<double> _measured = new(Measure);

    /// <summary>Two for each multiply-add.</summary>
    public static double FlopsPerSecond => _measured.Value;

    private static double Measure()
    {
        Chains<T> chains = new();
        // As many elements as are whole vectors of any width: all of them go in the widest.
        const int Elements = 64;
        // The best of several, since anything else on the machine makes it slower and nothing makes it faster.
        double best = 0;
        for (int round = 0; round < 20; round++)
        {
            long began = Stopwatch.GetTimestamp();
            VectorRange.Run<T, Chains<T>>(Elements, ref chains);
            best = Math.Max(best, chains.Flops / Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        return best;
    }
}

/// <summary>Twelve chains side by side, which hide each other's latency and fit in sixteen registers.</summary>
internal struct Chains<T> : IRangeBody<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Count = 12, Links = 10_000;

    /// <summary>Of a run in vectors of so many lanes.</summary>
    public static long FlopsOfLanes(int lanes) => 2L * Count * Links * lanes;

    /// <summary>Of the last run.</summary>
    public long Flops { get; private set; }

    /// <summary>Where the chains end: what is used is not optimized away.</summary>
    public T Sum { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>(nint start, nint count) where V : struct, IVector<V, T>
    {
        // They stay near 1: neither overflow nor denormals.
        V a = V.Create(T.CreateTruncating(0.5)), b = a;
        V s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (int link = 0; link < Links; link++)
        {
            s0 = V.MultiplyAdd(s0, a, b);
            s1 = V.MultiplyAdd(s1, a, b);
            s2 = V.MultiplyAdd(s2, a, b);
            s3 = V.MultiplyAdd(s3, a, b);
            s4 = V.MultiplyAdd(s4, a, b);
            s5 = V.MultiplyAdd(s5, a, b);
            s6 = V.MultiplyAdd(s6, a, b);
            s7 = V.MultiplyAdd(s7, a, b);
            s8 = V.MultiplyAdd(s8, a, b);
            s9 = V.MultiplyAdd(s9, a, b);
            s10 = V.MultiplyAdd(s10, a, b);
            s11 = V.MultiplyAdd(s11, a, b);
        }
        Sum = V.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
        Flops = FlopsOfLanes(V.Count);
    }
}
