using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>What is done to a range of elements, in vectors of any width.</summary>
internal interface IRangeBody<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Does it to <paramref name="count"/> elements from <paramref name="start"/> on: a whole number of vectors, at least one.</summary>
    void Run<V>(nint start, nint count) where V : struct, IVector<V, T>;
}

/// <summary>A range in the widest vectors, and what they leave in ever narrower ones: nothing past its end is touched.</summary>
internal static class VectorRange
{
    /// <summary>One lane computes alike at every width, so where the range is cut does not show in a lane's bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, TBody>(nint count, scoped ref TBody body)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBody : struct, IRangeBody<T>, allows ref struct
    {
        nint done = 0;
        if (VectorWidth.HasNative)
            done = Part<WideNative<T>, T, TBody>(done, count, ref body);
        if (VectorWidth.Has512)
            done = Part<Wide512<T>, T, TBody>(done, count, ref body);
        if (VectorWidth.Has256)
            done = Part<Wide256<T>, T, TBody>(done, count, ref body);
        if (VectorWidth.Has128)
            done = Part<Wide128<T>, T, TBody>(done, count, ref body);
        Part<Scalar<T>, T, TBody>(done, count, ref body);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Part<V, T, TBody>(nint done, nint count, scoped ref TBody body)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TBody : struct, IRangeBody<T>, allows ref struct
    {
        nint whole = (count - done) & -V.Count;
        if (whole > 0)
            body.Run<V>(done, whole);
        return done + whole;
    }
}
