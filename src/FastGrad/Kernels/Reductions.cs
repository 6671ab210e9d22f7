using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>
/// Sums, largest and smallest in a fixed order. Nothing is checked here. <see cref="ColumnSums"/> and <see cref="Sum"/> may read up to one
/// vector past the end of rows and values, the others read and write nothing past the end.
/// </summary>
public static class Reductions
{
    // Adding up what lies in the second cache takes as long as this many operations of a product.
    private const long SumCost = 8;

    /// <summary>The sum of each column over the batch, from the first row to the last: a bias's gradient.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">How many rows.</param>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="columns">Elements of a row that count.</param>
    /// <param name="scratch">Room for the sums, and 32 numbers more.</param>
    /// <param name="offset">Where the sums belong in the parameter buffer.</param>
    /// <param name="sink">Takes them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ColumnSums<V, T, TSink>(
        Team<T>? team, int batch, ref readonly T rows, int stride, int columns, ref T scratch, int offset, ref TSink sink)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSink : struct, IGradientSink<T>, allows ref struct
    {
        if (team is not null && team.Parts(SumCost * batch * columns, Share.Granules(columns, 4 * V.Count)) is > 1 and int parts)
            ColumnSumsJob<V, T, TSink>.Run(team, parts, batch, in rows, stride, columns, ref scratch, offset, ref sink);
        else
            ColumnSumsPart<V, T, TSink>(batch, in rows, stride, columns, ref scratch, offset, ref sink);
    }

    /// <summary><see cref="ColumnSums"/> of the first columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ColumnSumsPart<V, T, TSink>(
        int batch, ref readonly T rows, int stride, int columns, ref T scratch, int offset, ref TSink sink)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSink : struct, IGradientSink<T>, allows ref struct
    {
        if (columns == 1 && V.Count > 1)
        {
            ColumnSumsPart<Scalar<T>, T, TSink>(batch, in rows, stride, columns, ref scratch, offset, ref sink);
            return;
        }
        nint column = 0;
        // Four sums side by side: one alone would wait for each addition's latency.
        for (; column + 3 * V.Count < columns; column += 4 * V.Count)
        {
            V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero;
            ref T place = ref Unsafe.Add(ref Unsafe.AsRef(in rows), column);
            for (int row = 0; row < batch; row++)
            {
                s0 += V.Load(in place, 0);
                s1 += V.Load(in place, V.Count);
                s2 += V.Load(in place, 2 * V.Count);
                s3 += V.Load(in place, 3 * V.Count);
                place = ref Unsafe.Add(ref place, stride);
            }
            s0.Store(ref scratch, column);
            s1.Store(ref scratch, column + V.Count);
            s2.Store(ref scratch, column + 2 * V.Count);
            s3.Store(ref scratch, column + 3 * V.Count);
        }
        for (; column < columns; column += V.Count)
        {
            V sum = V.Zero;
            ref T place = ref Unsafe.Add(ref Unsafe.AsRef(in rows), column);
            for (int row = 0; row < batch; row++)
            {
                sum += V.Load(in place, 0);
                place = ref Unsafe.Add(ref place, stride);
            }
            sum.Store(ref scratch, column);
        }
        sink.Take(in scratch, offset, columns);
    }

    /// <summary>The sum of contiguous numbers: lane by lane, then across the lanes.</summary>
    /// <param name="values">The first of them.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Sum<V, T>(ref readonly T values, int count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum = V.Zero;
        nint index = 0;
        for (; index + V.Count <= count; index += V.Count)
            sum += V.Load(in values, index);
        if (index < count)
            sum += V.Select(V.FirstLanes(count - index), V.Load(in values, index), V.Zero);
        return V.Sum(sum);
    }

    /// <summary>For each example the sum of each column of a tight rows × columns matrix.</summary>
    /// <param name="batch">Examples.</param>
    /// <param name="source">The first example's matrix.</param>
    /// <param name="sourceStride">Elements from one example's matrix to the next's.</param>
    /// <param name="rows">Rows of each matrix; at least 1.</param>
    /// <param name="columns">Columns of each matrix and length of each result; at least 1.</param>
    /// <param name="destination">The first example's result.</param>
    /// <param name="destinationStride">Elements from one example's result to the next's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LeadingSum<V, T>(
        int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Leading<V, T, Adding>(batch, in source, sourceStride, rows, columns, ref destination, destinationStride);

    /// <summary>For each example the largest of each column of a tight rows × columns matrix; NaN where there is one.</summary>
    /// <inheritdoc cref="LeadingSum"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LeadingMax<V, T>(
        int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Leading<V, T, Largest>(batch, in source, sourceStride, rows, columns, ref destination, destinationStride);

    /// <summary>For each example the smallest of each column of a tight rows × columns matrix; NaN where there is one.</summary>
    /// <inheritdoc cref="LeadingSum"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LeadingMin<V, T>(
        int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Leading<V, T, Smallest>(batch, in source, sourceStride, rows, columns, ref destination, destinationStride);

    /// <summary>The largest of each column over the batch; NaN where there is one.</summary>
    /// <param name="batch">Rows; at least 1.</param>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">Elements from one row to the next.</param>
    /// <param name="columns">Elements of a row that count; at least 1.</param>
    /// <param name="destination">One number per column.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BatchMax<V, T>(int batch, ref readonly T rows, int stride, int columns, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gathering.Columns<V, T, Largest>(batch, in rows, stride, columns, ref destination);

    /// <summary>The smallest of each column over the batch; NaN where there is one.</summary>
    /// <inheritdoc cref="BatchMax"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BatchMin<V, T>(int batch, ref readonly T rows, int stride, int columns, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gathering.Columns<V, T, Smallest>(batch, in rows, stride, columns, ref destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Leading<V, T, TGathering>(
        int batch, ref readonly T source, int sourceStride, int rows, int columns, ref T destination, int destinationStride)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TGathering : struct, IGathering
    {
        for (nint example = 0; example < batch; example++)
            Gathering.Columns<V, T, TGathering>(
                rows, in Unsafe.Add(ref Unsafe.AsRef(in source), example * sourceStride), columns, columns,
                ref Unsafe.Add(ref destination, example * destinationStride));
    }
}
