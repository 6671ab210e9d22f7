using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>A part of the sum of products of <see cref="Matrices.MultiplyOverBatch"/>: some of its rows.</summary>
internal readonly ref struct MultiplyOverBatchJob<V, T, TShape> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, IMatrixShape
{
    private readonly int _batch;
    private readonly ref readonly T _left, _right;
    private readonly ref T _result;

    private MultiplyOverBatchJob(int batch, ref readonly T left, ref readonly T right, ref T result)
    {
        _batch = batch;
        _left = ref left;
        _right = ref right;
        _result = ref result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, int batch, ref readonly T left, ref readonly T right, ref T result)
    {
        MultiplyOverBatchJob<V, T, TShape> job = new(batch, in left, in right, ref result);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, int parts)
    {
        (int from, int to) = Share.Of(TShape.Rows, Cut.RowGranule, part, parts);
        if (from < to)
            Matrices.MultiplyOverBatchPart<V, T, TShape>(from, to - from, _batch, in _left, in _right, ref _result);
    }
}
