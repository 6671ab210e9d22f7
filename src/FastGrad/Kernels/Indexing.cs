using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastGrad.Kernels;

/// <summary>
/// Rows of a table by index, and the way back. Indices are whole numbers; lengths are the caller's promise, but indices are checked, since
/// they can be NaN. Only the elements named are read and written; source and destination must not overlap.
/// </summary>
public static class Indexing
{
    /// <summary>For each index the table's row, one after the other; a row of NaN where the index is outside the table.</summary>
    /// <param name="batch">Examples.</param>
    /// <param name="table">The first example's table: <paramref name="tableRows"/> × <paramref name="width"/>, tight.</param>
    /// <param name="tableStride">Elements from one example's table to the next's; 0 where all share one.</param>
    /// <param name="tableRows">Rows of the table.</param>
    /// <param name="indices">The first example's indices.</param>
    /// <param name="indexStride">Elements from one example's indices to the next's; 0 where all share them.</param>
    /// <param name="count">Indices per example.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="destination">The first example's result: <paramref name="count"/> × <paramref name="width"/>, tight.</param>
    /// <param name="destinationStride">Elements from one example's result to the next's.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(
        int batch, ref readonly T table, int tableStride, int tableRows, ref readonly T indices, int indexStride, int count, int width,
        ref T destination, int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gather<T, T>(batch, in table, tableStride, tableRows, in indices, indexStride, count, width, ref destination, destinationStride);

    /// <inheritdoc cref="Gather{T}(int, ref readonly T, int, int, ref readonly T, int, int, int, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(
        int batch, ref readonly T table, int tableStride, int tableRows, ref readonly int indices, int indexStride, int count, int width,
        ref T destination, int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gather<T, int>(batch, in table, tableStride, tableRows, in indices, indexStride, count, width, ref destination, destinationStride);

    /// <summary>
    /// Zeros, and each row of values added at its index, in the order in which they lie; a row whose index is outside is left out. Where
    /// <paramref name="destinationStride"/> is 0 the rows of all examples are added to one destination.
    /// </summary>
    /// <param name="batch">Examples.</param>
    /// <param name="values">The first example's rows: <paramref name="count"/> × <paramref name="width"/>, tight.</param>
    /// <param name="valueStride">Elements from one example's rows to the next's; 0 where all share them.</param>
    /// <param name="indices">The first example's indices.</param>
    /// <param name="indexStride">Elements from one example's indices to the next's; 0 where all share them.</param>
    /// <param name="count">Indices per example.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="rows">Rows of the destination.</param>
    /// <param name="destination">The first example's result: <paramref name="rows"/> × <paramref name="width"/>, tight.</param>
    /// <param name="destinationStride">Elements from one example's result to the next's; 0 where there is one over the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter<T>(
        int batch, ref readonly T values, int valueStride, ref readonly T indices, int indexStride, int count, int width, int rows,
        ref T destination, int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Scatter<T, T>(batch, in values, valueStride, in indices, indexStride, count, width, rows, ref destination, destinationStride);

    /// <inheritdoc cref="Scatter{T}(int, ref readonly T, int, ref readonly T, int, int, int, int, ref T, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter<T>(
        int batch, ref readonly T values, int valueStride, ref readonly int indices, int indexStride, int count, int width, int rows,
        ref T destination, int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Scatter<T, int>(batch, in values, valueStride, in indices, indexStride, count, width, rows, ref destination, destinationStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather<T, TIndex>(
        int batch, ref readonly T table, int tableStride, int tableRows, ref readonly TIndex indices, int indexStride, int count, int width,
        ref T destination, int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndex : unmanaged
    {
        for (nint example = 0; example < batch; example++)
        {
            ref T rows = ref Unsafe.Add(ref Unsafe.AsRef(in table), example * tableStride);
            for (nint place = 0; place < count; place++)
            {
                int row = Row(Unsafe.Add(ref Unsafe.AsRef(in indices), example * indexStride + place), tableRows);
                Span<T> result = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, example * destinationStride + place * width), width);
                if (row < 0)
                    result.Fill(T.NaN);
                else
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref rows, (nint)row * width), width).CopyTo(result);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter<T, TIndex>(
        int batch, ref readonly T values, int valueStride, ref readonly TIndex indices, int indexStride, int count, int width, int rows,
        ref T destination, int destinationStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndex : unmanaged
    {
        for (nint example = 0; example < batch; example++)
        {
            ref T result = ref Unsafe.Add(ref destination, example * destinationStride);
            if (destinationStride != 0 || example == 0)
                MemoryMarshal.CreateSpan(ref result, rows * width).Clear();
            for (nint place = 0; place < count; place++)
            {
                int row = Row(Unsafe.Add(ref Unsafe.AsRef(in indices), example * indexStride + place), rows);
                if (row >= 0)
                    Addition.Add(
                        in Unsafe.Add(ref Unsafe.AsRef(in values), example * valueStride + place * width),
                        ref Unsafe.Add(ref result, (nint)row * width), width);
            }
        }
    }

    // −1 where the index is outside; also of NaN, which compares with nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Row<TIndex>(TIndex index, int rows) where TIndex : unmanaged
    {
        if (typeof(TIndex) == typeof(int))
        {
            int whole = Unsafe.BitCast<TIndex, int>(index);
            return (uint)whole < (uint)rows ? whole : -1;
        }
        double number = typeof(TIndex) == typeof(float) ? Unsafe.BitCast<TIndex, float>(index) : Unsafe.BitCast<TIndex, double>(index);
        return number >= 0 && number < rows ? (int)number : -1;
    }
}
