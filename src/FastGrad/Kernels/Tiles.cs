using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>How the three forms of a dense product walk their operands.</summary>
internal interface IStrides
{
    /// <summary>Left operand: from one row of the result to the next. A constant, so that the JIT folds it into addresses.</summary>
    static abstract int LeftRow { get; }

    /// <summary>Left operand: from one term of a sum to the next.</summary>
    nint LeftTerm { get; }

    /// <summary>Right operand: from one term of a sum to the next. Its columns are contiguous.</summary>
    nint RightTerm { get; }
}

/// <summary>A number known to the JIT.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

internal readonly struct One : ICount { public static int Value => 1; }

internal readonly struct Two : ICount { public static int Value => 2; }

internal readonly struct Four : ICount { public static int Value => 4; }

internal readonly struct Six : ICount { public static int Value => 6; }

internal readonly struct Eight : ICount { public static int Value => 8; }

/// <summary>
/// The micro-kernels: a tile of the result stays in registers while the sums run, and goes to the epilogue from there. A sum is one
/// chain from its first term to its last, whatever the tile and the width, so every element has the same bits however its matrix is cut.
/// </summary>
internal static class Tiles
{
    /// <summary>
    /// A tile of up to eight rows by up to two vectors; 8×2 reaches the peak of fused multiply-adds on processors with 32 registers, 6×2 on
    /// those with 16.
    /// The unused part of the text, whatever lies past <typeparamref name="TRows"/> and <typeparamref name="TColumns"/>, compiles to nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Compute<V, T, TRows, TColumns, TStrides, TEpilogue>(
        in TStrides strides, nint terms, ref readonly T left, ref readonly T right, nint row, nint column, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TStrides : struct, IStrides
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        ref T a = ref Unsafe.AsRef(in left);
        ref T b = ref Unsafe.AsRef(in right);
        V s00 = V.Zero, s01 = V.Zero, s10 = V.Zero, s11 = V.Zero, s20 = V.Zero, s21 = V.Zero, s30 = V.Zero, s31 = V.Zero;
        V s40 = V.Zero, s41 = V.Zero, s50 = V.Zero, s51 = V.Zero, s60 = V.Zero, s61 = V.Zero, s70 = V.Zero, s71 = V.Zero;
        for (; terms > 0; terms--)
        {
            V b0 = V.Load(in b, 0);
            V b1 = TColumns.Value > 1 ? V.Load(in b, V.Count) : b0;
            Add<V, T, TColumns>(a, b0, b1, ref s00, ref s01);
            if (TRows.Value > 1)
                Add<V, T, TColumns>(Unsafe.Add(ref a, TStrides.LeftRow), b0, b1, ref s10, ref s11);
            if (TRows.Value > 2)
            {
                Add<V, T, TColumns>(Unsafe.Add(ref a, 2 * TStrides.LeftRow), b0, b1, ref s20, ref s21);
                Add<V, T, TColumns>(Unsafe.Add(ref a, 3 * TStrides.LeftRow), b0, b1, ref s30, ref s31);
            }
            if (TRows.Value > 4)
            {
                Add<V, T, TColumns>(Unsafe.Add(ref a, 4 * TStrides.LeftRow), b0, b1, ref s40, ref s41);
                Add<V, T, TColumns>(Unsafe.Add(ref a, 5 * TStrides.LeftRow), b0, b1, ref s50, ref s51);
            }
            if (TRows.Value > 6)
            {
                Add<V, T, TColumns>(Unsafe.Add(ref a, 6 * TStrides.LeftRow), b0, b1, ref s60, ref s61);
                Add<V, T, TColumns>(Unsafe.Add(ref a, 7 * TStrides.LeftRow), b0, b1, ref s70, ref s71);
            }
            a = ref Unsafe.Add(ref a, strides.LeftTerm);
            b = ref Unsafe.Add(ref b, strides.RightTerm);
        }
        Store<V, T, TColumns, TEpilogue>(s00, s01, row, column, ref epilogue);
        if (TRows.Value > 1)
            Store<V, T, TColumns, TEpilogue>(s10, s11, row + 1, column, ref epilogue);
        if (TRows.Value > 2)
        {
            Store<V, T, TColumns, TEpilogue>(s20, s21, row + 2, column, ref epilogue);
            Store<V, T, TColumns, TEpilogue>(s30, s31, row + 3, column, ref epilogue);
        }
        if (TRows.Value > 4)
        {
            Store<V, T, TColumns, TEpilogue>(s40, s41, row + 4, column, ref epilogue);
            Store<V, T, TColumns, TEpilogue>(s50, s51, row + 5, column, ref epilogue);
        }
        if (TRows.Value > 6)
        {
            Store<V, T, TColumns, TEpilogue>(s60, s61, row + 6, column, ref epilogue);
            Store<V, T, TColumns, TEpilogue>(s70, s71, row + 7, column, ref epilogue);
        }
    }

    /// <summary>One row by four vectors: four chains hide the latency that a single row of two could not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ComputeLongRow<V, T, TStrides, TEpilogue>(
        in TStrides strides, nint terms, ref readonly T left, ref readonly T right, nint row, nint column, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TStrides : struct, IStrides
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        ref T a = ref Unsafe.AsRef(in left);
        ref T b = ref Unsafe.AsRef(in right);
        V s0 = V.Zero, s1 = V.Zero, s2 = V.Zero, s3 = V.Zero;
        for (; terms > 0; terms--)
        {
            V factor = V.Create(a);
            s0 = V.MultiplyAdd(factor, V.Load(in b, 0), s0);
            s1 = V.MultiplyAdd(factor, V.Load(in b, V.Count), s1);
            s2 = V.MultiplyAdd(factor, V.Load(in b, 2 * V.Count), s2);
            s3 = V.MultiplyAdd(factor, V.Load(in b, 3 * V.Count), s3);
            a = ref Unsafe.Add(ref a, strides.LeftTerm);
            b = ref Unsafe.Add(ref b, strides.RightTerm);
        }
        epilogue.Store(s0, row, column);
        epilogue.Store(s1, row, column + V.Count);
        epilogue.Store(s2, row, column + 2 * V.Count);
        epilogue.Store(s3, row, column + 3 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V, T, TColumns>(T left, V b0, V b1, ref V s0, ref V s1)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TColumns : struct, ICount
    {
        V factor = V.Create(left);
        s0 = V.MultiplyAdd(factor, b0, s0);
        if (TColumns.Value > 1)
            s1 = V.MultiplyAdd(factor, b1, s1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, T, TColumns, TEpilogue>(V s0, V s1, nint row, nint column, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TColumns : struct, ICount
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        epilogue.Store(s0, row, column);
        if (TColumns.Value > 1)
            epilogue.Store(s1, row, column + V.Count);
    }
}
