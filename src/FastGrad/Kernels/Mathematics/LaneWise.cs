using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// Sine and cosine of arguments so large that hundreds of digits of π are needed: one lane after another, by the platform.
/// </summary>
internal static class LaneWise
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Sin<V, T>(V value)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < V.Count; lane++)
            Lane<V, T>(ref value, lane) = T.Sin(Lane<V, T>(ref value, lane));
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Cos<V, T>(V value)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < V.Count; lane++)
            Lane<V, T>(ref value, lane) = T.Cos(Lane<V, T>(ref value, lane));
        return value;
    }

    // Every vector is nothing but its lanes in order, so it may be addressed as such.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Lane<V, T>(ref V value, int lane)
        where V : struct
        where T : unmanaged => ref Unsafe.Add(ref Unsafe.As<V, T>(ref value), lane);
}
