using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Tests.Kernels;

namespace FastGrad.Tests.Runtime;

/// <summary>Dimensions of one product. Rows of y are padded as the compiler pads them; those of x by <paramref name="InputPadding"/>.</summary>
internal sealed record Dimensions(int Batch, int Inputs, int Outputs, int InputPadding = 0, int PanelRows = 8)
{
    public int InputStride => Inputs + InputPadding;
    public int OutputStride => (Outputs + 15) / 16 * 16;
}

/// <summary>
/// Runs the three forms of one product over arrays whose padding and slack are NaN, so that whatever lets them into a result shows, and
/// whose ends are watched. The kernels read the dimensions through statics, as if they were constants; one thread at a time per <typeparamref name="T"/>.
/// </summary>
internal sealed class ProductHarness<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Slack = 64;

    [ThreadStatic] private static Dimensions? _current;

    private readonly Dimensions _dimensions;

    public ProductHarness(Dimensions dimensions, Func<T> draw)
    {
        _dimensions = dimensions;
        X = Padded(dimensions.Batch, dimensions.Inputs, dimensions.InputStride, draw);
        Weight = Padded(dimensions.Inputs, dimensions.Outputs, dimensions.Outputs, draw);
        OutputGradient = Padded(dimensions.Batch, dimensions.Outputs, dimensions.OutputStride, draw);
    }

    public T[] X { get; }

    public T[] Weight { get; }

    public T[] OutputGradient { get; }

    /// <summary>y, without padding.</summary>
    public T[] Forward<V>() where V : struct, IVector<V, T>
    {
        _current = _dimensions;
        Recorder recorder = new(_dimensions.Batch, _dimensions.Outputs);
        using Guarded<T> x = GuardedX();
        Products.Forward<V, T, Shape, Recorder>(null, _dimensions.Batch, in x.Start, in Weight[0], ref recorder);
        return recorder.Finish();
    }

    /// <summary>dx, without padding.</summary>
    public T[] InputGradient<V>() where V : struct, IVector<V, T>
    {
        _current = _dimensions;
        Recorder recorder = new(_dimensions.Batch, _dimensions.Inputs);
        T[] scratch = Watched(_dimensions.Outputs * 32 + 32);
        Products.InputGradient<V, T, Shape, Recorder>(null, _dimensions.Batch, in OutputGradient[0], in Weight[0], ref scratch[0], ref recorder);
        CheckWatch(scratch, _dimensions.Outputs * 32 + 32);
        return recorder.Finish();
    }

    /// <summary>dW, as the sink gets it.</summary>
    public T[] WeightGradient<V>() where V : struct, IVector<V, T>
    {
        _current = _dimensions;
        const int Offset = 1000;
        Collector collector = new(Offset);
        int length = _dimensions.PanelRows * _dimensions.Outputs + 32;
        T[] scratch = Watched(length);
        using Guarded<T> x = GuardedX();
        Products.WeightGradient<V, T, Shape, Collector>(null, _dimensions.Batch, in x.Start, in OutputGradient[0], ref scratch[0], Offset, ref collector);
        CheckWatch(scratch, length);
        return [.. collector.Taken];
    }

    // It may be a user's: nothing past its end is read.
    private Guarded<T> GuardedX() => new(X.AsSpan(0, Math.Max(_dimensions.Batch * _dimensions.InputStride, _dimensions.Inputs)), T.NaN, atEnd: true);

    private static T[] Padded(int rows, int length, int stride, Func<T> draw)
    {
        T[] padded = new T[rows * stride + Slack];
        Array.Fill(padded, T.NaN);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < length; column++)
                padded[row * stride + column] = draw();
        return padded;
    }

    private static T[] Watched(int length)
    {
        T[] watched = new T[length + Slack];
        Array.Fill(watched, T.CreateChecked(12345));
        return watched;
    }

    private static void CheckWatch(T[] watched, int length)
    {
        if (watched.AsSpan(length).ContainsAnyExcept(T.CreateChecked(12345)))
            throw new InvalidOperationException("A kernel wrote past its scratch.");
    }

    private readonly struct Shape : IProductShape
    {
        public static int Inputs => _current!.Inputs;
        public static int Outputs => _current!.Outputs;
        public static int InputStride => _current!.InputStride;
        public static int OutputStride => _current!.OutputStride;
        public static int PanelRows => _current!.PanelRows;
    }

    /// <summary>Keeps each place's sum, and insists on getting it once.</summary>
    private readonly struct Recorder(int rows, int columns) : IProductEpilogue<T>
    {
        private readonly T[] _sums = new T[rows * columns];
        private readonly int[] _visits = new int[rows * columns];

        public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, T>
        {
            Span<T> lanes = stackalloc T[V.Count];
            sum.Store(ref lanes[0], 0);
            for (int lane = 0; lane < V.Count && column + lane < columns; lane++)
            {
                _sums[row * columns + column + lane] = lanes[lane];
                _visits[row * columns + column + lane]++;
            }
        }

        public T[] Finish() => _visits.All(visits => visits == 1) ? _sums : throw new InvalidOperationException("A place was not visited just once.");
    }

    /// <summary>Joins the pieces, which must follow each other.</summary>
    private readonly struct Collector(int offset) : IGradientSink<T>
    {
        public List<T> Taken { get; } = [];

        public void Take(ref readonly T gradient, nint start, nint count)
        {
            if (start != offset + Taken.Count)
                throw new InvalidOperationException($"A piece for {start} came where {offset + Taken.Count} was next.");
            for (nint index = 0; index < count; index++)
                Taken.Add(Unsafe.Add(ref Unsafe.AsRef(in gradient), index));
        }
    }
}
