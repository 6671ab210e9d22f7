using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// Functions computed one lane after another, until they earn a vector algorithm. The platform's own Sin and Cos of a vector will
/// not do: they take another path for all lanes as soon as one is large, so a lane's bits would depend on its neighbours.
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static V Pow<V, T>(V value, V exponent)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < V.Count; lane++)
            Lane<V, T>(ref value, lane) = T.Pow(Lane<V, T>(ref value, lane), Lane<V, T>(ref exponent, lane));
        return value;
    }

    // Every vector is nothing but its lanes in order, so it may be addressed as such.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Lane<V, T>(ref V value, int lane)
        where V : struct
        where T : unmanaged => ref Unsafe.Add(ref Unsafe.As<V, T>(ref value), lane);
}
