using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

/// <summary>What is made of a column.</summary>
internal interface IGathering
{
    static abstract V First<V, T>(V value)
        where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    static abstract V Next<V, T>(V gathered, V value)
        where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

internal readonly struct Adding : IGathering
{
    // A sum starts at 0: one of nothing but −0 is +0, as everywhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V First<V, T>(V value) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Zero + value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Next<V, T>(V gathered, V value) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        gathered + value;
}

internal readonly struct Largest : IGathering
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V First<V, T>(V value) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Next<V, T>(V gathered, V value) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Max(gathered, value);
}

internal readonly struct Smallest : IGathering
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V First<V, T>(V value) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Next<V, T>(V gathered, V value) where V : struct, IVector<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Min(gathered, value);
}

/// <summary>Gathers each column of a matrix from the first row to the last: the same bits at every width.</summary>
internal static class Gathering
{
    // The last vector overlaps with the one before where columns are no multiple; so it must not be wider than a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Columns<V, T, TGathering>(int rows, ref readonly T source, nint stride, int columns, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGathering : struct, IGathering
    {
        if (columns < V.Count)
        {
            if (V.Count == Vector512<T>.Count)
                Columns<Wide256<T>, T, TGathering>(rows, in source, stride, columns, ref destination);
            else if (V.Count == Vector256<T>.Count)
                Columns<Wide128<T>, T, TGathering>(rows, in source, stride, columns, ref destination);
            else
                Columns<Scalar<T>, T, TGathering>(rows, in source, stride, columns, ref destination);
            return;
        }
        nint column = 0;
        // Four side by side: one alone would wait for each addition's latency.
        for (; column + 4 * V.Count <= columns; column += 4 * V.Count)
        {
            ref T place = ref Unsafe.Add(ref Unsafe.AsRef(in source), column);
            V g0 = TGathering.First<V, T>(V.Load(in place, 0));
            V g1 = TGathering.First<V, T>(V.Load(in place, V.Count));
            V g2 = TGathering.First<V, T>(V.Load(in place, 2 * V.Count));
            V g3 = TGathering.First<V, T>(V.Load(in place, 3 * V.Count));
            for (int row = 1; row < rows; row++)
            {
                place = ref Unsafe.Add(ref place, stride);
                g0 = TGathering.Next<V, T>(g0, V.Load(in place, 0));
                g1 = TGathering.Next<V, T>(g1, V.Load(in place, V.Count));
                g2 = TGathering.Next<V, T>(g2, V.Load(in place, 2 * V.Count));
                g3 = TGathering.Next<V, T>(g3, V.Load(in place, 3 * V.Count));
            }
            g0.Store(ref destination, column);
            g1.Store(ref destination, column + V.Count);
            g2.Store(ref destination, column + 2 * V.Count);
            g3.Store(ref destination, column + 3 * V.Count);
        }
        for (; column < columns; column += V.Count)
        {
            nint start = Math.Min(column, columns - V.Count);
            ref T place = ref Unsafe.Add(ref Unsafe.AsRef(in source), start);
            V gathered = TGathering.First<V, T>(V.Load(in place, 0));
            for (int row = 1; row < rows; row++)
            {
                place = ref Unsafe.Add(ref place, stride);
                gathered = TGathering.Next<V, T>(gathered, V.Load(in place, 0));
            }
            gathered.Store(ref destination, start);
        }
    }
}
