using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>Some of the columns that <see cref="Reductions.ColumnSums"/> sums.</summary>
internal ref struct ColumnSumsJob<V, T, TSink> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSink : struct, IGradientSink<T>, allows ref struct
{
    private readonly int _batch, _stride, _columns, _offset;
    private readonly ref readonly T _rows;
    private readonly ref T _scratch;
    private TSink _sink;

    private ColumnSumsJob(int batch, ref readonly T rows, int stride, int columns, ref T scratch, int offset, TSink sink)
    {
        _batch = batch;
        _rows = ref rows;
        _stride = stride;
        _columns = columns;
        _scratch = ref scratch;
        _offset = offset;
        _sink = sink;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(
        Team<T> team, int parts, int batch, ref readonly T rows, int stride, int columns, ref T scratch, int offset, scoped ref TSink sink)
    {
        ColumnSumsJob<V, T, TSink> job = new(batch, in rows, stride, columns, ref scratch, offset, sink);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, int parts)
    {
        // Each has its own place in the one scratch.
        (int column, int pastColumns) = Share.Of(_columns, 4 * V.Count, part, parts);
        if (column < pastColumns)
            Reductions.ColumnSumsPart<V, T, TSink>(
                _batch, in Unsafe.Add(ref Unsafe.AsRef(in _rows), column), _stride, pastColumns - column,
                ref Unsafe.Add(ref _scratch, column), _offset + column, ref _sink);
    }
}
