using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Memory;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>
/// Dense products y = x·W and their two derivatives, row-major. Nothing is checked here: lengths are the caller's promise. W and every
/// arena buffer may be read up to 32 elements past their end (<see cref="Memory.PinnedBuffer{T}"/> has that slack); x never is.
/// Elements of a result are summed from the first term to the last, so they have the same bits at every width and in every batch.
/// </summary>
public static class Products
{
    // Bytes, and rows: few would not pay for a copy.
    private const int WideRow = 2048, Many = 16, Several = 8;

    /// <summary>y = x·W: each example's row times the matrix.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">Rows of x.</param>
    /// <param name="x">Rows <see cref="IProductShape.InputStride"/> apart.</param>
    /// <param name="weight">Dense, inputs × outputs.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T, TShape, TEpilogue>(
        Team<T>? team, int batch, ref readonly T x, ref readonly T weight, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        if (Parts<T, TShape>(team, batch, Cut.Parts(batch, TShape.Outputs, 2 * V.Count)) is > 1 and int parts)
            ForwardJob<V, T, TShape, TEpilogue>.Run(team!, parts, batch, in x, in weight, ref epilogue);
        else
            ForwardPart<V, T, TShape, TEpilogue>(batch, TShape.Outputs, in x, in weight, ref epilogue);
    }

    /// <summary>dx = dy·Wᵀ. Transposes W a block of columns at a time, once for the whole batch.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">Rows of dy.</param>
    /// <param name="outputGradient">Rows <see cref="IProductShape.OutputStride"/> apart.</param>
    /// <param name="weight">Dense, inputs × outputs.</param>
    /// <param name="scratch">Room for 32 × outputs + 32 numbers.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<V, T, TShape, TEpilogue>(
        Team<T>? team, int batch, ref readonly T outputGradient, ref readonly T weight, ref T scratch, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        if (Parts<T, TShape>(team, batch, Cut.Parts(batch, TShape.Inputs, 2 * V.Count)) is > 1 and int parts)
            InputGradientJob<V, T, TShape, TEpilogue>.Run(team!, parts, batch, in outputGradient, in weight, ref scratch, ref epilogue);
        else
            InputGradientPart<V, T, TShape, TEpilogue>(batch, TShape.Inputs, in outputGradient, in weight, ref scratch, ref epilogue);
    }

    /// <summary>
    /// dW = xᵀ·dy, summed over the batch, in panels of <see cref="IProductShape.PanelRows"/> rows that go to the sink while they are
    /// still in a near cache. No −0 reaches it, so that adding to a zeroed buffer keeps the bits.
    /// </summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">Rows of x and dy.</param>
    /// <param name="x">Rows <see cref="IProductShape.InputStride"/> apart.</param>
    /// <param name="outputGradient">Rows <see cref="IProductShape.OutputStride"/> apart.</param>
    /// <param name="scratch">Room for a panel: panel rows × outputs + 32 numbers.</param>
    /// <param name="offset">Where W lies in the parameter buffer.</param>
    /// <param name="sink">Takes the panels: from the first row to the last, or several at once from a team.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient<V, T, TShape, TSink>(
        Team<T>? team, int batch, ref readonly T x, ref readonly T outputGradient, ref T scratch, int offset, ref TSink sink)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TSink : struct, IGradientSink<T>, allows ref struct
    {
        if (Parts<T, TShape>(team, batch, Share.Granules(TShape.Inputs, Cut.RowGranule)) is > 1 and int parts)
            WeightGradientJob<V, T, TShape, TSink>.Run(team!, parts, batch, in x, in outputGradient, ref scratch, offset, ref sink);
        else
            WeightGradientPart<V, T, TShape, TSink>(batch, TShape.Inputs, in x, in outputGradient, ref scratch, offset, ref sink);
    }

    /// <summary>y = x·W for some rows, or some columns: those that x and W begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ForwardPart<V, T, TShape, TEpilogue>(
        int batch, int outputs, ref readonly T x, ref readonly T weight, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        // Where half the lanes or more would have no column, narrower vectors are as fast or faster.
        if (typeof(V) == typeof(Wide512<T>) && 2 * TShape.Outputs <= V.Count)
            ForwardPart<Wide256<T>, T, TShape, TEpilogue>(batch, outputs, in x, in weight, ref epilogue);
        else if (typeof(V) == typeof(Wide256<T>) && 2 * TShape.Outputs <= V.Count)
            ForwardPart<Wide128<T>, T, TShape, TEpilogue>(batch, outputs, in x, in weight, ref epilogue);
        else if (typeof(V) == typeof(Wide128<T>) && TShape.Outputs == 1)
            ForwardPart<Scalar<T>, T, TShape, TEpilogue>(batch, outputs, in x, in weight, ref epilogue);
        else if (TShape.Outputs * Unsafe.SizeOf<T>() >= WideRow && TShape.Inputs * 2 * V.Count * Unsafe.SizeOf<T>() <= ThreadRoom.Bytes && batch >= Many)
            ForwardCopied<V, T, TShape, TEpilogue>(batch, outputs, in x, in weight, ref epilogue);
        else
            Tiling.All<V, T, ForwardStrides<TShape>, TEpilogue>(default, batch, outputs, TShape.Inputs, in x, in weight, ref epilogue);
    }

    // A block of columns at a time is copied to where its terms follow each other: the processor fetches ahead, and terms a power of two apart
    // no longer compete for the same few places of the caches.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ForwardCopied<V, T, TShape, TEpilogue>(
        int batch, int outputs, ref readonly T x, ref readonly T weight, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        int width = 2 * V.Count;
        ref T block = ref ThreadRoom.Start<T>();
        int column = (outputs - 1) / width * width;
        for (int columns = outputs - column; column >= 0; column -= width, columns = width)
        {
            ref T source = ref Unsafe.Add(ref Unsafe.AsRef(in weight), column);
            for (nint term = 0; term < TShape.Inputs; term++)
            {
                V.Load(in source, term * TShape.Outputs).Store(ref block, term * width);
                if (columns > V.Count)
                    V.Load(in source, term * TShape.Outputs + V.Count).Store(ref block, term * width + V.Count);
            }
            if (columns > V.Count)
                Tiling.Block<V, T, Two, CopiedStrides<V, T, TShape>, TEpilogue>(default, batch, TShape.Inputs, in x, in block, column, ref epilogue);
            else
                Tiling.Block<V, T, One, CopiedStrides<V, T, TShape>, TEpilogue>(default, batch, TShape.Inputs, in x, in block, column, ref epilogue);
        }
    }

    /// <summary>dx = dy·Wᵀ for some rows, or some columns: those that dy and W begin with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void InputGradientPart<V, T, TShape, TEpilogue>(
        int batch, int inputs, ref readonly T outputGradient, ref readonly T weight, ref T scratch, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        if (TShape.Outputs == 1)
        {
            // A matrix of one column lies as its transpose does.
            Tiling.All<V, T, PackedStrides<V, T, TShape>, TEpilogue>(default, batch, inputs, 1, in outputGradient, in weight, ref epilogue);
            return;
        }
        int width = 2 * V.Count;
        int column = (inputs - 1) / width * width;
        // Right to left, as everywhere; only the rightmost block may be short.
        for (int columns = inputs - column; column >= 0; column -= width, columns = width)
        {
            Transposition.Pack<V, T>(
                in Unsafe.Add(ref Unsafe.AsRef(in weight), (nint)column * TShape.Outputs), TShape.Outputs, columns, ref scratch);
            if (columns > V.Count)
                Tiling.Block<V, T, Two, PackedStrides<V, T, TShape>, TEpilogue>(
                    default, batch, TShape.Outputs, in outputGradient, in scratch, column, ref epilogue);
            else
                Tiling.Block<V, T, One, PackedStrides<V, T, TShape>, TEpilogue>(
                    default, batch, TShape.Outputs, in outputGradient, in scratch, column, ref epilogue);
        }
    }

    /// <summary>dW = xᵀ·dy for some rows of W: those whose inputs x begins with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WeightGradientPart<V, T, TShape, TSink>(
        int batch, int inputs, ref readonly T x, ref readonly T outputGradient, ref T scratch, int offset, ref TSink sink)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TSink : struct, IGradientSink<T>, allows ref struct
    {
        // As forward; but a gradient that is stored in small pieces is waited for where the sink loads it in large ones, which shows where there
        // are few examples.
        if (TShape.Outputs > 1 && 2 * TShape.Outputs <= V.Count && batch >= Several)
        {
            if (typeof(V) == typeof(Wide512<T>))
            {
                WeightGradientPart<Wide256<T>, T, TShape, TSink>(batch, inputs, in x, in outputGradient, ref scratch, offset, ref sink);
                return;
            }
            if (typeof(V) == typeof(Wide256<T>))
            {
                WeightGradientPart<Wide128<T>, T, TShape, TSink>(batch, inputs, in x, in outputGradient, ref scratch, offset, ref sink);
                return;
            }
        }
        // Nothing here depends on the shape but by its value: one tile serves all layers, and is compiled once.
        WeightGradientStrides strides = new(TShape.InputStride, TShape.OutputStride);
        PanelEpilogue<T> panel = new(ref scratch, TShape.Outputs);
        for (int row = 0; row < inputs; row += TShape.PanelRows)
        {
            int rows = Math.Min(TShape.PanelRows, inputs - row);
            ref readonly T inputRows = ref Unsafe.Add(ref Unsafe.AsRef(in x), row);
            if (TShape.Outputs == 1)
                SingleOutput.WeightGradient<V, T>(batch, rows, in inputRows, TShape.InputStride, in outputGradient, TShape.OutputStride, ref scratch);
            else
                Tiling.All<V, T, WeightGradientStrides, PanelEpilogue<T>>(
                    in strides, rows, TShape.Outputs, batch, in inputRows, in outputGradient, ref panel);
            sink.Take(in scratch, offset + (nint)row * TShape.Outputs, (nint)rows * TShape.Outputs);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Parts<T, TShape>(Team<T>? team, int batch, int granules)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape =>
        team is null ? 1 : team.Parts(2L * batch * TShape.Inputs * TShape.Outputs, granules);

    private readonly struct ForwardStrides<TShape> : IStrides where TShape : struct, IProductShape
    {
        public static int LeftRow => TShape.InputStride;
        public nint LeftTerm => 1;
        public nint RightTerm => TShape.Outputs;
    }

    private readonly struct CopiedStrides<V, T, TShape> : IStrides
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
    {
        public static int LeftRow => TShape.InputStride;
        public nint LeftTerm => 1;
        public nint RightTerm => 2 * V.Count;
    }

    private readonly struct PackedStrides<V, T, TShape> : IStrides
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
    {
        public static int LeftRow => TShape.OutputStride;
        public nint LeftTerm => 1;
        public nint RightTerm => 2 * V.Count;
    }

    private readonly struct WeightGradientStrides(nint example, nint outputGradientRow) : IStrides
    {
        public static int LeftRow => 1;
        public nint LeftTerm => example;
        public nint RightTerm => outputGradientRow;
    }

    private readonly ref struct PanelEpilogue<T>(ref T panel, nint width) : IProductEpilogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ref T _panel = ref panel;

        // + 0 turns −0, a product that underflowed, into +0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, T> =>
            (sum + V.Zero).Store(ref _panel, row * width + column);
    }
}
