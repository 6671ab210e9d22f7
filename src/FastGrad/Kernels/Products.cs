using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// Dense products y = x·W and their two derivatives, row-major. Nothing is checked here: lengths are the caller's promise. W and every
/// arena buffer may be read up to 32 elements past their end (<see cref="Memory.PinnedBuffer{T}"/> has that slack); x never is.
/// Elements of a result are summed from the first term to the last, so they have the same bits at every width and in every batch.
/// </summary>
public static class Products
{
    /// <summary>y = x·W: each example's row times the matrix.</summary>
    /// <param name="batch">Rows of x.</param>
    /// <param name="x">Rows <see cref="IProductShape.InputStride"/> apart.</param>
    /// <param name="weight">Dense, inputs × outputs.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<V, T, TShape, TEpilogue>(int batch, ref readonly T x, ref readonly T weight, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct =>
        Tiling.All<V, T, ForwardStrides<TShape>, TEpilogue>(batch, TShape.Outputs, TShape.Inputs, in x, in weight, ref epilogue);

    /// <summary>dx = dy·Wᵀ. Transposes W a block of columns at a time, once for the whole batch.</summary>
    /// <param name="batch">Rows of dy.</param>
    /// <param name="outputGradient">Rows <see cref="IProductShape.OutputStride"/> apart.</param>
    /// <param name="weight">Dense, inputs × outputs.</param>
    /// <param name="scratch">Room for 32 × outputs + 32 numbers.</param>
    /// <param name="epilogue">Takes the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient<V, T, TShape, TEpilogue>(
        int batch, ref readonly T outputGradient, ref readonly T weight, ref T scratch, scoped ref TEpilogue epilogue)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
    {
        int width = 2 * V.Count;
        int column = (TShape.Inputs - 1) / width * width;
        // Right to left, as everywhere; only the rightmost block may be short.
        for (int columns = TShape.Inputs - column; column >= 0; column -= width, columns = width)
        {
            Transposition.Pack<V, T>(
                in Unsafe.Add(ref Unsafe.AsRef(in weight), (nint)column * TShape.Outputs), TShape.Outputs, columns, ref scratch);
            if (columns > V.Count)
                Tiling.Block<V, T, Two, PackedStrides<V, T, TShape>, TEpilogue>(
                    batch, TShape.Outputs, in outputGradient, in scratch, column, ref epilogue);
            else
                Tiling.Block<V, T, One, PackedStrides<V, T, TShape>, TEpilogue>(
                    batch, TShape.Outputs, in outputGradient, in scratch, column, ref epilogue);
        }
    }

    /// <summary>
    /// dW = xᵀ·dy, summed over the batch, in panels of <see cref="IProductShape.PanelRows"/> rows that go to the sink while they are
    /// still in the first cache. No −0 reaches it, so that adding to a zeroed buffer keeps the bits.
    /// </summary>
    /// <param name="batch">Rows of x and dy.</param>
    /// <param name="x">Rows <see cref="IProductShape.InputStride"/> apart.</param>
    /// <param name="outputGradient">Rows <see cref="IProductShape.OutputStride"/> apart.</param>
    /// <param name="scratch">Room for a panel: panel rows × outputs + 32 numbers.</param>
    /// <param name="offset">Where W lies in the parameter buffer.</param>
    /// <param name="sink">Takes the panels, from the first row to the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient<V, T, TShape, TSink>(
        int batch, ref readonly T x, ref readonly T outputGradient, ref T scratch, int offset, ref TSink sink)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
        where TSink : struct, IGradientSink<T>, allows ref struct
    {
        PanelEpilogue<T, TShape> panel = new(ref scratch);
        for (int row = 0; row < TShape.Inputs; row += TShape.PanelRows)
        {
            int rows = Math.Min(TShape.PanelRows, TShape.Inputs - row);
            Tiling.All<V, T, WeightGradientStrides<TShape>, PanelEpilogue<T, TShape>>(
                rows, TShape.Outputs, batch, in Unsafe.Add(ref Unsafe.AsRef(in x), row), in outputGradient, ref panel);
            sink.Take(in scratch, offset + (nint)row * TShape.Outputs, (nint)rows * TShape.Outputs);
        }
    }

    private readonly struct ForwardStrides<TShape> : IStrides where TShape : struct, IProductShape
    {
        public static int LeftRow => TShape.InputStride;
        public static int LeftTerm => 1;
        public static int RightTerm => TShape.Outputs;
    }

    private readonly struct PackedStrides<V, T, TShape> : IStrides
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
    {
        public static int LeftRow => TShape.OutputStride;
        public static int LeftTerm => 1;
        public static int RightTerm => 2 * V.Count;
    }

    private readonly struct WeightGradientStrides<TShape> : IStrides where TShape : struct, IProductShape
    {
        public static int LeftRow => 1;
        public static int LeftTerm => TShape.InputStride;
        public static int RightTerm => TShape.OutputStride;
    }

    private readonly ref struct PanelEpilogue<T, TShape>(ref T panel) : IProductEpilogue<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TShape : struct, IProductShape
    {
        private readonly ref T _panel = ref panel;

        // + 0 turns −0, a product that underflowed, into +0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, T> =>
            (sum + V.Zero).Store(ref _panel, row * TShape.Outputs + column);
    }
}
