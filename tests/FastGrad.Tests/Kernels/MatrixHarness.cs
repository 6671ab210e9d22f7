using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Tests.Kernels;

/// <summary>One product's dimensions. Examples are <paramref name="Padding"/> further apart than they are long.</summary>
internal sealed record MatrixCase(
    int Batch, int Rows, int Inner, int Columns, bool TransposeLeft, bool TransposeRight, bool LeftShared, bool RightShared, int Padding,
    bool OverBatch, bool AtEnd)
{
    public int LeftLength => Rows * Inner;
    public int RightLength => Inner * Columns;
    public int ResultLength => Rows * Columns;
    public int Results => OverBatch ? 1 : Batch;
    public int LeftStride => LeftShared ? 0 : LeftLength + Padding;
    public int RightStride => RightShared ? 0 : RightLength + Padding;
    public int ResultStride => OverBatch ? 0 : ResultLength + Padding;
}

/// <summary>Runs one product. The kernels read the dimensions through statics, as if they were constants; one thread at a time per <typeparamref name="T"/>.</summary>
internal sealed class MatrixHarness<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [ThreadStatic] private static MatrixCase? _current;

    private readonly MatrixCase _case;
    private readonly Guarded<T> _result;

    public MatrixHarness(MatrixCase shape, Func<T> draw)
    {
        _case = shape;
        Left = Guarded.Examples(shape.Batch, shape.LeftLength, shape.LeftStride, shape.AtEnd, _ => draw());
        Right = Guarded.Examples(shape.Batch, shape.RightLength, shape.RightStride, shape.AtEnd, _ => draw());
        _result = Guarded.Examples(shape.Results, shape.ResultLength, shape.ResultStride, shape.AtEnd, _ => T.NaN);
    }

    public Guarded<T> Left { get; }

    public Guarded<T> Right { get; }

    /// <summary>The product, without padding.</summary>
    public T[] Run<V>() where V : struct, IVector<V, T>
    {
        _result.Span.Fill(T.NaN);
        Call<V>();
        _result.AssertOnlyExamples(_case.Results, _case.ResultLength, _case.ResultStride);
        return [.. Enumerable.Range(0, _case.Results).SelectMany(example => _result.Example(example, _case.ResultStride, _case.ResultLength).ToArray())];
    }

    public void Call<V>() where V : struct, IVector<V, T>
    {
        _current = _case;
        if (_case.OverBatch)
            Matrices.MultiplyOverBatch<V, T, Shape>(null, _case.Batch, in Left.Start, in Right.Start, ref _result.Start);
        else
            Matrices.Multiply<V, T, Shape>(null, _case.Batch, in Left.Start, in Right.Start, ref _result.Start);
    }

    public T[][] RunAllWidths() => [Run<Wide512<T>>(), Run<Wide256<T>>(), Run<Wide128<T>>(), Run<WideNative<T>>(), Run<Scalar<T>>()];

    /// <summary>The sums in double, and those of the terms' absolute values.</summary>
    public (double[] Sums, double[] Sizes) Naive()
    {
        double[] sums = new double[_case.Results * _case.ResultLength], sizes = new double[sums.Length];
        for (int example = 0; example < _case.Batch; example++)
            for (int row = 0; row < _case.Rows; row++)
                for (int column = 0; column < _case.Columns; column++)
                    for (int term = 0; term < _case.Inner; term++)
                    {
                        double left = double.CreateChecked(
                            Left.Span[example * _case.LeftStride + (_case.TransposeLeft ? term * _case.Rows + row : row * _case.Inner + term)]);
                        double right = double.CreateChecked(
                            Right.Span[example * _case.RightStride + (_case.TransposeRight ? column * _case.Inner + term : term * _case.Columns + column)]);
                        int place = (_case.OverBatch ? 0 : example * _case.ResultLength) + row * _case.Columns + column;
                        sums[place] += left * right;
                        sizes[place] += Math.Abs(left * right);
                    }
        return (sums, sizes);
    }

    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
        _result.Dispose();
    }

    private readonly struct Shape : IMatrixShape
    {
        public static int Rows => _current!.Rows;
        public static int Inner => _current!.Inner;
        public static int Columns => _current!.Columns;
        public static bool TransposeLeft => _current!.TransposeLeft;
        public static bool TransposeRight => _current!.TransposeRight;
        public static int LeftStride => _current!.LeftStride;
        public static int RightStride => _current!.RightStride;
        public static int ResultStride => _current!.ResultStride;
    }
}
