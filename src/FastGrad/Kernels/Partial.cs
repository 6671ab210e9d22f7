using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FastGrad.Kernels;

/// <summary>Loads that end within a vector, for memory that is not ours: past a user's span nothing may be read.</summary>
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
            if (typeof(V) == typeof(Wide512<float>) && Avx512F.IsSupported)
                return Unsafe.BitCast<Vector512<float>, V>(
                    Avx512F.MaskLoad((float*)start, Unsafe.BitCast<V, Vector512<float>>(mask), Vector512<float>.Zero));
            if (typeof(V) == typeof(Wide512<double>) && Avx512F.IsSupported)
                return Unsafe.BitCast<Vector512<double>, V>(
                    Avx512F.MaskLoad((double*)start, Unsafe.BitCast<V, Vector512<double>>(mask), Vector512<double>.Zero));
            if (typeof(V) == typeof(Wide256<float>) && Avx.IsSupported)
                return Unsafe.BitCast<Vector256<float>, V>(Avx.MaskLoad((float*)start, Unsafe.BitCast<V, Vector256<float>>(mask)));
            if (typeof(V) == typeof(Wide256<double>) && Avx.IsSupported)
                return Unsafe.BitCast<Vector256<double>, V>(Avx.MaskLoad((double*)start, Unsafe.BitCast<V, Vector256<double>>(mask)));
        }

        Lanes<T> lanes = default;
        ref T first = ref lanes[0];
        for (nint lane = 0; lane < count; lane++)
            Unsafe.Add(ref first, lane) = Unsafe.Add(ref source, lane);
        return V.Load(in first, 0);
    }

    /// <summary>As many as the widest vector of floats has.</summary>
    [InlineArray(16)]
    private struct Lanes<T>
    {
        private T _first;
    }
}
