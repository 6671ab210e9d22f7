using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Adds numbers to others.</summary>
internal static class Addition
{
    /// <summary>Adds <paramref name="count"/> values to as many sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ref readonly T values, ref T sums, nint count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Body<T> body = new(in values, ref sums);
        VectorRange.Run<T, Body<T>>(count, ref body);
    }

    /// <summary>
    /// Adds a share of <paramref name="count"/> values to as many sums, in one rounding each: with a share of 1 the same bits as
    /// <see cref="Add"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddShare<T>(T share, ref readonly T values, ref T sums, nint count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ShareBody<T> body = new(share, in values, ref sums);
        VectorRange.Run<T, ShareBody<T>>(count, ref body);
    }

    private readonly ref struct ShareBody<T>(T share, ref readonly T values, ref T sums) : IRangeBody<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _share = share;
        private readonly ref readonly T _values = ref values;
        private readonly ref T _sums = ref sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<V>(nint start, nint count) where V : struct, IVector<V, T>
        {
            V share = V.Create(_share);
            for (nint end = start + count; start < end; start += V.Count)
                V.MultiplyAdd(V.Load(in _values, start), share, V.Load(in _sums, start)).Store(ref _sums, start);
        }
    }

    private readonly ref struct Body<T>(ref readonly T values, ref T sums) : IRangeBody<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ref readonly T _values = ref values;
        private readonly ref T _sums = ref sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<V>(nint start, nint count) where V : struct, IVector<V, T>
        {
            for (nint end = start + count; start < end; start += V.Count)
                (V.Load(in _sums, start) + V.Load(in _values, start)).Store(ref _sums, start);
        }
    }
}
