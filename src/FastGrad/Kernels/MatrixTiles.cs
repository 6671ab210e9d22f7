using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>How a product of matrices walks its operands: constants, so that the JIT folds them into addresses.</summary>
internal interface IMatrixSteps
{
    /// <summary>Left operand: from one row of the result to the next.</summary>
    static abstract int LeftRow { get; }

    /// <summary>Left operand: from one term of a sum to the next.</summary>
    static abstract int LeftTerm { get; }

    /// <summary>Left operand: from past an example's last term to the next example's first.</summary>
    static abstract int LeftSkip { get; }

    /// <summary>Right operand: from one term of a sum to the next. Its columns are contiguous.</summary>
    static abstract int RightTerm { get; }

    /// <summary>Right operand: from past an example's last term to the next example's first.</summary>
    static abstract int RightSkip { get; }

    /// <summary>Result: from one row to the next.</summary>
    static abstract int ResultRow { get; }
}

/// <summary>
/// The micro-kernels of <see cref="Matrices"/>. They differ from <see cref="Tiles"/> in that sums may run over several examples, may go on
/// from what the result holds, and that whole vectors of the result exist: nothing past its end is read or written.
/// </summary>
internal static class MatrixTiles
{
    /// <summary>All rows of one block of columns: <typeparamref name="TColumns"/> vectors, one or two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows<V, T, TColumns, TSteps>(
        int rows, nint examples, nint terms, bool goesOn, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TColumns : struct, ICount
        where TSteps : struct, IMatrixSteps
    {
        ref T a = ref Unsafe.AsRef(in left);
        nint row = 0;
        if (Hardware.HasManyRegisters || TColumns.Value == 1)
            for (; row + 8 <= rows; row += 8)
                Compute<V, T, Eight, TColumns, TSteps>(
                    examples, terms, goesOn, ref Unsafe.Add(ref a, row * TSteps.LeftRow), in right, ref Unsafe.Add(ref result, row * TSteps.ResultRow));
        for (; row + 4 <= rows; row += 4)
            Compute<V, T, Four, TColumns, TSteps>(
                examples, terms, goesOn, ref Unsafe.Add(ref a, row * TSteps.LeftRow), in right, ref Unsafe.Add(ref result, row * TSteps.ResultRow));
        if ((rows & 2) != 0)
        {
            Compute<V, T, Two, TColumns, TSteps>(
                examples, terms, goesOn, ref Unsafe.Add(ref a, row * TSteps.LeftRow), in right, ref Unsafe.Add(ref result, row * TSteps.ResultRow));
            row += 2;
        }
        if ((rows & 1) != 0)
            Compute<V, T, One, TColumns, TSteps>(
                examples, terms, goesOn, ref Unsafe.Add(ref a, row * TSteps.LeftRow), in right, ref Unsafe.Add(ref result, row * TSteps.ResultRow));
    }

    // The unused part of the text, whatever lies past TRows and TColumns, compiles to nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compute<V, T, TRows, TColumns, TSteps>(
        nint examples, nint terms, bool goesOn, ref T a, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TSteps : struct, IMatrixSteps
    {
        // Taken once: a tile of many calls exhausts what the JIT is ready to inline.
        nint leftRow = TSteps.LeftRow, leftTerm = TSteps.LeftTerm, rightTerm = TSteps.RightTerm, resultRow = TSteps.ResultRow;
        ref T b = ref Unsafe.AsRef(in right);
        V s00 = V.Zero, s01 = V.Zero, s10 = V.Zero, s11 = V.Zero, s20 = V.Zero, s21 = V.Zero, s30 = V.Zero, s31 = V.Zero;
        V s40 = V.Zero, s41 = V.Zero, s50 = V.Zero, s51 = V.Zero, s60 = V.Zero, s61 = V.Zero, s70 = V.Zero, s71 = V.Zero;
        if (goesOn)
        {
            Load<V, T, TColumns>(ref result, 0, ref s00, ref s01);
            if (TRows.Value > 1)
                Load<V, T, TColumns>(ref result, resultRow, ref s10, ref s11);
            if (TRows.Value > 2)
            {
                Load<V, T, TColumns>(ref result, 2 * resultRow, ref s20, ref s21);
                Load<V, T, TColumns>(ref result, 3 * resultRow, ref s30, ref s31);
            }
            if (TRows.Value > 4)
            {
                Load<V, T, TColumns>(ref result, 4 * resultRow, ref s40, ref s41);
                Load<V, T, TColumns>(ref result, 5 * resultRow, ref s50, ref s51);
                Load<V, T, TColumns>(ref result, 6 * resultRow, ref s60, ref s61);
                Load<V, T, TColumns>(ref result, 7 * resultRow, ref s70, ref s71);
            }
        }
        for (; examples > 0; examples--)
        {
            for (nint term = terms; term > 0; term--)
            {
                V b0 = V.Load(in b, 0);
                V b1 = TColumns.Value > 1 ? V.Load(in b, V.Count) : b0;
                Add<V, T, TColumns>(a, b0, b1, ref s00, ref s01);
                if (TRows.Value > 1)
                    Add<V, T, TColumns>(Unsafe.Add(ref a, leftRow), b0, b1, ref s10, ref s11);
                if (TRows.Value > 2)
                {
                    Add<V, T, TColumns>(Unsafe.Add(ref a, 2 * leftRow), b0, b1, ref s20, ref s21);
                    Add<V, T, TColumns>(Unsafe.Add(ref a, 3 * leftRow), b0, b1, ref s30, ref s31);
                }
                if (TRows.Value > 4)
                {
                    Add<V, T, TColumns>(Unsafe.Add(ref a, 4 * leftRow), b0, b1, ref s40, ref s41);
                    Add<V, T, TColumns>(Unsafe.Add(ref a, 5 * leftRow), b0, b1, ref s50, ref s51);
                    Add<V, T, TColumns>(Unsafe.Add(ref a, 6 * leftRow), b0, b1, ref s60, ref s61);
                    Add<V, T, TColumns>(Unsafe.Add(ref a, 7 * leftRow), b0, b1, ref s70, ref s71);
                }
                a = ref Unsafe.Add(ref a, leftTerm);
                b = ref Unsafe.Add(ref b, rightTerm);
            }
            a = ref Unsafe.Add(ref a, TSteps.LeftSkip);
            b = ref Unsafe.Add(ref b, TSteps.RightSkip);
        }
        Store<V, T, TColumns>(s00, s01, ref result, 0);
        if (TRows.Value > 1)
            Store<V, T, TColumns>(s10, s11, ref result, resultRow);
        if (TRows.Value > 2)
        {
            Store<V, T, TColumns>(s20, s21, ref result, 2 * resultRow);
            Store<V, T, TColumns>(s30, s31, ref result, 3 * resultRow);
        }
        if (TRows.Value > 4)
        {
            Store<V, T, TColumns>(s40, s41, ref result, 4 * resultRow);
            Store<V, T, TColumns>(s50, s51, ref result, 5 * resultRow);
            Store<V, T, TColumns>(s60, s61, ref result, 6 * resultRow);
            Store<V, T, TColumns>(s70, s71, ref result, 7 * resultRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<V, T, TColumns>(ref T result, nint place, ref V s0, ref V s1)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TColumns : struct, ICount
    {
        s0 = V.Load(in result, place);
        if (TColumns.Value > 1)
            s1 = V.Load(in result, place + V.Count);
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
    private static void Store<V, T, TColumns>(V s0, V s1, ref T result, nint place)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TColumns : struct, ICount
    {
        s0.Store(ref result, place);
        if (TColumns.Value > 1)
            s1.Store(ref result, place + V.Count);
    }
}
