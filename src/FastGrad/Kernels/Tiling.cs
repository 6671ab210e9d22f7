using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Cuts a product's result into tiles.</summary>
internal static class Tiling
{
    /// <summary>
    /// The whole result: blocks of columns from right to left, each from its first row to its last. What a row's last vector writes past
    /// its end thus falls on places of the next row that are written later, even where rows are not padded.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void All<V, T, TStrides, TEpilogue>(
        in TStrides strides, int rows, int columns, nint terms, ref readonly T left, ref readonly T right, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStrides : struct, IStrides
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        nint vectors = (columns + V.Count - 1) / V.Count;
        if ((vectors & 1) != 0)
        {
            vectors--;
            Block<V, T, One, TStrides, TEpilogue>(
                in strides, rows, terms, in left, in At(in right, vectors * V.Count), vectors * V.Count, ref epilogue);
        }
        while (vectors > 0)
        {
            if (rows == 1 && (vectors & 2) == 0)
            {
                vectors -= 4;
                Tiles.ComputeLongRow<V, T, TStrides, TEpilogue>(
                    in strides, terms, in left, in At(in right, vectors * V.Count), 0, vectors * V.Count, ref epilogue);
            }
            else
            {
                vectors -= 2;
                Block<V, T, Two, TStrides, TEpilogue>(
                    in strides, rows, terms, in left, in At(in right, vectors * V.Count), vectors * V.Count, ref epilogue);
            }
        }
    }

    /// <summary>One block of columns, all rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block<V, T, TColumns, TStrides, TEpilogue>(
        in TStrides strides, int rows, nint terms, ref readonly T left, ref readonly T right, nint column, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TColumns : struct, ICount
        where TStrides : struct, IStrides
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        nint row = 0;
        if (Hardware.HasManyRegisters || TColumns.Value == 1)
            for (; row + 8 <= rows; row += 8)
                Tiles.Compute<V, T, Eight, TColumns, TStrides, TEpilogue>(
                    in strides, terms, in At(in left, row * TStrides.LeftRow), in right, row, column, ref epilogue);
        if (!Hardware.HasManyRegisters && TColumns.Value > 1)
            for (; row + 6 <= rows; row += 6)
                Tiles.Compute<V, T, Six, TColumns, TStrides, TEpilogue>(
                    in strides, terms, in At(in left, row * TStrides.LeftRow), in right, row, column, ref epilogue);
        for (; row + 4 <= rows; row += 4)
            Tiles.Compute<V, T, Four, TColumns, TStrides, TEpilogue>(
                in strides, terms, in At(in left, row * TStrides.LeftRow), in right, row, column, ref epilogue);
        if (row + 2 <= rows)
        {
            Tiles.Compute<V, T, Two, TColumns, TStrides, TEpilogue>(
                in strides, terms, in At(in left, row * TStrides.LeftRow), in right, row, column, ref epilogue);
            row += 2;
        }
        if (row < rows)
            Tiles.Compute<V, T, One, TColumns, TStrides, TEpilogue>(
                in strides, terms, in At(in left, row * TStrides.LeftRow), in right, row, column, ref epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At<T>(ref readonly T start, nint index) => ref Unsafe.Add(ref Unsafe.AsRef(in start), index);
}
