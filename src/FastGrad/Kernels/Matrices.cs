using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>
/// Products of two matrices for each example of a batch. Nothing is checked here: lengths are the caller's promise, and the result must
/// not overlap the operands. Nothing past the end of an operand or the result is read or written.
/// An element of a result is one chain of multiply-adds from its first term to its last (then on with the next example's), so it has the
/// same bits at every width and in every batch.
/// </summary>
public static class Matrices
{
    // A block of the right operand, this many terms by two vectors, stays in a near cache (32 KB at 512 bits) for all rows.
    private const int BlockTerms = 256;

    /// <summary>result = left · right, for each example.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">Examples; at least 1.</param>
    /// <param name="left">The first example's left operand.</param>
    /// <param name="right">The first example's right operand.</param>
    /// <param name="result">The first example's result, tight.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V, T, TShape>(Team<T>? team, int batch, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
    {
        if (Parts<T, TShape>(team, batch, Share.Granules(batch, MultiplyJob<V, T, TShape>.Granule)) is > 1 and int parts)
            MultiplyJob<V, T, TShape>.Run(team!, parts, batch, in left, in right, ref result);
        else
            MultiplyPart<V, T, TShape>(batch, in left, in right, ref result);
    }

    /// <summary>result = Σ left · right over the examples: a shared operand's gradient.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">Examples; at least 1.</param>
    /// <param name="left">The first example's left operand.</param>
    /// <param name="right">The first example's right operand.</param>
    /// <param name="result">The one result, tight; what it held does not matter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyOverBatch<V, T, TShape>(Team<T>? team, int batch, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
    {
        if (TShape.Columns == 1 && TShape.Rows > 1)
            Sum<V, T, Transposed<TShape>>(TShape.Columns, batch, in right, in left, ref result);
        else if (Parts<T, TShape>(team, batch, Share.Granules(TShape.Rows, Cut.RowGranule)) is > 1 and int parts)
            MultiplyOverBatchJob<V, T, TShape>.Run(team!, parts, batch, in left, in right, ref result);
        else
            Sum<V, T, TShape>(TShape.Rows, batch, in left, in right, ref result);
    }

    /// <summary>result = left · right for some examples, the first of which these are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyPart<V, T, TShape>(int batch, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
    {
        // One column is a row of the transposed product, which lies the same in memory.
        if (TShape.Columns == 1 && TShape.Rows > 1)
            Each<V, T, Transposed<TShape>>(batch, in right, in left, ref result);
        else
            Each<V, T, TShape>(batch, in left, in right, ref result);
    }

    /// <summary>result = Σ left · right over the examples, for some of its rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyOverBatchPart<V, T, TShape>(
        int row, int rows, int batch, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape =>
        Sum<V, T, TShape>(
            rows, batch, in At(in left, (nint)row * InPlaceSteps<TShape>.LeftRow), in right, ref Unsafe.Add(ref result, (nint)row * TShape.Columns));

    private static int Parts<T, TShape>(Team<T>? team, int batch, int granules)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape =>
        team is null ? 1 : team.Parts(2L * batch * TShape.Rows * TShape.Inner * TShape.Columns, granules);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Each<V, T, TShape>(int batch, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
    {
        if (TShape.RightStride == 0 && !TShape.TransposeLeft && Follows(TShape.LeftStride, TShape.Inner) && Follows(TShape.ResultStride, TShape.Columns))
        {
            // The examples' rows follow each other: one tall product.
            Sum<V, T, TShape>(batch * TShape.Rows, 1, in left, in right, ref result);
            return;
        }
        for (nint example = 0; example < batch; example++)
            Sum<V, T, TShape>(
                TShape.Rows, 1, in At(in left, example * TShape.LeftStride), in At(in right, example * TShape.RightStride),
                ref Unsafe.Add(ref result, example * TShape.ResultStride));

        static bool Follows(int stride, int length) => TShape.Rows == 1 || stride == TShape.Rows * length;
    }

    // A row's last vectors overlap with those before where columns are no multiple: some sums are made twice, with the same bits. So a
    // vector must not be wider than a row.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<V, T, TShape>(int rows, int examples, ref readonly T left, ref readonly T right, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
    {
        if (TShape.Columns < V.Count)
        {
            if (V.Count == Vector512<T>.Count)
                Sum<Wide256<T>, T, TShape>(rows, examples, in left, in right, ref result);
            else if (V.Count == Vector256<T>.Count)
                Sum<Wide128<T>, T, TShape>(rows, examples, in left, in right, ref result);
            else
                Sum<Scalar<T>, T, TShape>(rows, examples, in left, in right, ref result);
            return;
        }
        nint column = 0;
        if (TShape.Columns >= 2 * V.Count)
            for (; column + V.Count < TShape.Columns; column += 2 * V.Count)
                Block<V, T, TShape, Two>(rows, examples, in left, in right, Math.Min(column, TShape.Columns - 2 * V.Count), ref result);
        for (; column < TShape.Columns; column += V.Count)
            Block<V, T, TShape, One>(rows, examples, in left, in right, Math.Min(column, TShape.Columns - V.Count), ref result);
    }

    // A block is finished before the next begins, which may overlap it and then starts from nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block<V, T, TShape, TColumns>(
        int rows, int examples, ref readonly T left, ref readonly T right, nint column, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
        where TColumns : struct, ICount
    {
        // Rows of 4 KB and more, a power of two at worst, fall on the same few places of the cache: the block is copied where many rows need it.
        if (TShape.TransposeRight || TShape.Columns * Unsafe.SizeOf<T>() >= 4096 && rows >= 32)
            Packed<V, T, TShape, TColumns>(rows, examples, in left, in right, column, ref result);
        else
            InPlace<V, T, TShape, TColumns>(rows, examples, in left, in right, column, ref result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InPlace<V, T, TShape, TColumns>(
        int rows, int examples, ref readonly T left, ref readonly T right, nint column, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
        where TColumns : struct, ICount
    {
        int group = Math.Max(1, BlockTerms / TShape.Inner);
        for (nint example = 0; example < examples; example += group)
            for (nint term = 0; term < TShape.Inner; term += BlockTerms)
                MatrixTiles.Rows<V, T, TColumns, InPlaceSteps<TShape>>(
                    rows, Math.Min(group, examples - example), Math.Min(BlockTerms, TShape.Inner - term), goesOn: example + term > 0,
                    in At(in left, example * TShape.LeftStride + term * InPlaceSteps<TShape>.LeftTerm),
                    in At(in right, example * TShape.RightStride + term * TShape.Columns + column),
                    ref Unsafe.Add(ref result, column));
    }

    // A block of the right operand at a time is laid out as the tiles read it.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Packed<V, T, TShape, TColumns>(
        int rows, int examples, ref readonly T left, ref readonly T right, nint column, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
        where TColumns : struct, ICount
    {
        int group = Math.Max(1, BlockTerms / TShape.Inner);
        int length = Math.Min(BlockTerms, Math.Min(group, examples) * TShape.Inner) * 2 * V.Count;
        T* scratch = stackalloc T[length];
        ref T block = ref *scratch;
        for (nint example = 0; example < examples; example += group)
            for (nint term = 0; term < TShape.Inner; term += BlockTerms)
            {
                nint count = Math.Min(group, examples - example), terms = Math.Min(BlockTerms, TShape.Inner - term);
                for (nint member = 0; member < count; member++)
                {
                    ref readonly T operand = ref At(in right, (example + member) * TShape.RightStride);
                    ref T place = ref Unsafe.Add(ref block, member * terms * 2 * V.Count);
                    if (TShape.TransposeRight)
                        Transposition.PackTight<V, T>(in At(in operand, column * TShape.Inner + term), TShape.Inner, terms, TColumns.Value, ref place);
                    else
                        CopyBlock<V, T>(in At(in operand, term * TShape.Columns + column), TShape.Columns, terms, TColumns.Value, ref place);
                }
                MatrixTiles.Rows<V, T, TColumns, PackedSteps<V, T, TShape>>(
                    rows, count, terms, goesOn: example + term > 0,
                    in At(in left, example * TShape.LeftStride + term * InPlaceSteps<TShape>.LeftTerm), in block,
                    ref Unsafe.Add(ref result, column));
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBlock<V, T>(ref readonly T source, nint stride, nint terms, int vectors, ref T block)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint term = 0; term < terms; term++)
            for (int vector = 0; vector < vectors; vector++)
                V.Load(in source, term * stride + vector * V.Count).Store(ref block, (term * 2 + vector) * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At<T>(ref readonly T start, nint index) => ref Unsafe.Add(ref Unsafe.AsRef(in start), index);

    private readonly struct InPlaceSteps<TShape> : IMatrixSteps where TShape : struct, IMatrixShape
    {
        // The JIT would rather call them, which is dear in a tile.

        // One row per example: in a tall product the next row is the next example's.
        public static int LeftRow { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TShape.TransposeLeft ? 1 : TShape.Rows == 1 ? TShape.LeftStride : TShape.Inner; }
        public static int LeftTerm { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TShape.TransposeLeft ? TShape.Rows : 1; }
        public static int LeftSkip { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TShape.LeftStride - TShape.Inner * LeftTerm; }
        public static int RightTerm { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TShape.Columns; }
        public static int RightSkip { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TShape.RightStride - TShape.Inner * TShape.Columns; }
        public static int ResultRow { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => TShape.Rows == 1 ? TShape.ResultStride : TShape.Columns; }
    }

    private readonly struct PackedSteps<V, T, TShape> : IMatrixSteps
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IMatrixShape
    {
        public static int LeftRow { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => InPlaceSteps<TShape>.LeftRow; }
        public static int LeftTerm { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => InPlaceSteps<TShape>.LeftTerm; }
        public static int LeftSkip { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => InPlaceSteps<TShape>.LeftSkip; }
        public static int RightTerm { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 2 * V.Count; }
        public static int RightSkip { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 0; }
        public static int ResultRow { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => InPlaceSteps<TShape>.ResultRow; }
    }

    /// <summary>resultᵀ = rightᵀ · leftᵀ.</summary>
    private readonly struct Transposed<TShape> : IMatrixShape where TShape : struct, IMatrixShape
    {
        public static int Rows => TShape.Columns;
        public static int Inner => TShape.Inner;
        public static int Columns => TShape.Rows;
        public static bool TransposeLeft => !TShape.TransposeRight;
        public static bool TransposeRight => !TShape.TransposeLeft;
        public static int LeftStride => TShape.RightStride;
        public static int RightStride => TShape.LeftStride;
        public static int ResultStride => TShape.ResultStride;
    }
}
