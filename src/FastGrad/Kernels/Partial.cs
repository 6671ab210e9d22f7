using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastGrad.Kernels;

/// <summary>
/// Loads and stores that end within a vector, for memory that is not ours: past a user's span nothing may be read, past a tight row nothing
/// written.
/// </summary>
public static class Partial
{
    /// <summary>The first <paramref name="count"/> numbers from <paramref name="source"/>[<paramref name="index"/>] on, and zeros; all lanes where there are as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(ref readonly T source, nint index, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count >= V.Count)
            return V.Load(in source, index);
        ref T first = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        // The target of a model with one output: without a call, which would push the caller's vectors out of their registers.
        if (count == 1)
            return V.Select(V.FirstLanes(1), V.Create(first), V.Zero);
        return LoadSome<V, T>(ref first, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe V LoadSome<V, T>(ref T source, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A masked load does not touch what its mask leaves out.
        fixed (T* start = &source)
        {
            V mask = V.FirstLanes(count);
            if (typeof(T) == typeof(float) && V.Count == Vector512<T>.Count && Avx512F.IsSupported)
                return Unsafe.BitCast<Vector512<float>, V>(
                    Avx512F.MaskLoad((float*)start, Unsafe.BitCast<V, Vector512<float>>(mask), Vector512<float>.Zero));
            if (typeof(T) == typeof(double) && V.Count == Vector512<T>.Count && Avx512F.IsSupported)
                return Unsafe.BitCast<Vector512<double>, V>(
                    Avx512F.MaskLoad((double*)start, Unsafe.BitCast<V, Vector512<double>>(mask), Vector512<double>.Zero));
            if (typeof(T) == typeof(float) && V.Count == Vector256<T>.Count && Avx.IsSupported)
                return Unsafe.BitCast<Vector256<float>, V>(Avx.MaskLoad((float*)start, Unsafe.BitCast<V, Vector256<float>>(mask)));
            if (typeof(T) == typeof(double) && V.Count == Vector256<T>.Count && Avx.IsSupported)
                return Unsafe.BitCast<Vector256<double>, V>(Avx.MaskLoad((double*)start, Unsafe.BitCast<V, Vector256<double>>(mask)));
        }

        Lanes<T> lanes = default;
        ref T first = ref lanes[0];
        for (nint lane = 0; lane < count; lane++)
            Unsafe.Add(ref first, lane) = Unsafe.Add(ref source, lane);
        return V.Load(in first, 0);
    }

    /// <summary>Writes the first <paramref name="count"/> lanes to <paramref name="destination"/>[<paramref name="index"/>] and on; all lanes where there are as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T>(V value, ref T destination, nint index, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count >= V.Count)
            value.Store(ref destination, index);
        else
            StoreSome<V, T>(value, ref Unsafe.Add(ref destination, index), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static unsafe void StoreSome<V, T>(V value, ref T destination, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A masked store does not touch what its mask leaves out.
        fixed (T* start = &destination)
        {
            V mask = V.FirstLanes(count);
            if (typeof(T) == typeof(float) && V.Count == Vector512<T>.Count && Avx512F.IsSupported)
            {
                Avx512F.MaskStore((float*)start, Unsafe.BitCast<V, Vector512<float>>(mask), Unsafe.BitCast<V, Vector512<float>>(value));
                return;
            }
            if (typeof(T) == typeof(double) && V.Count == Vector512<T>.Count && Avx512F.IsSupported)
            {
                Avx512F.MaskStore((double*)start, Unsafe.BitCast<V, Vector512<double>>(mask), Unsafe.BitCast<V, Vector512<double>>(value));
                return;
            }
            if (typeof(T) == typeof(float) && V.Count == Vector256<T>.Count && Avx.IsSupported)
            {
                Avx.MaskStore((float*)start, Unsafe.BitCast<V, Vector256<float>>(mask), Unsafe.BitCast<V, Vector256<float>>(value));
                return;
            }
            if (typeof(T) == typeof(double) && V.Count == Vector256<T>.Count && Avx.IsSupported)
            {
                Avx.MaskStore((double*)start, Unsafe.BitCast<V, Vector256<double>>(mask), Unsafe.BitCast<V, Vector256<double>>(value));
                return;
            }
        }

        Lanes<T> lanes = default;
        ref T first = ref lanes[0];
        value.Store(ref first, 0);
        for (nint lane = 0; lane < count; lane++)
            Unsafe.Add(ref destination, lane) = Unsafe.Add(ref first, lane);
    }

    /// <summary>As many as the widest vector of floats has.</summary>
    [InlineArray(16)]
    private struct Lanes<T>
    {
        private T _first;
    }
}
