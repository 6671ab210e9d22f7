using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>What one core can do at most: fused multiply-adds that wait for nothing.</summary>
internal sealed class FmaPeak : ILoop
{
    private const int Chains = 12, Links = 5_000;

    private FmaPeak() { }

    /// <summary>Its <see cref="Measurement.FlopRate"/> is the peak.</summary>
    public static Workload Workload => new("peak", 1, () => Widest.Of(new FmaPeak())) { Flops = 2L * Chains * Widest.Lanes * Links };

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>(long calls) where V : struct, IVector<V, float>
    {
        // Chains that stay near 1: neither overflow nor denormals.
        V a = V.Create(0.5f), b = a;
        V s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a, s8 = a, s9 = a, s10 = a, s11 = a;
        for (long link = calls * Links; link > 0; link--)
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
        GC.KeepAlive(V.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11));
    }
}
