using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>A part of the products of <see cref="Matrices.Multiply"/>: those of some examples.</summary>
internal readonly ref struct MultiplyJob<V, T, TShape> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, IMatrixShape
{
    /// <summary>Examples that stay together: where their rows follow each other they are one tall product, which has tiles of eight.</summary>
    public static int Granule => TShape.Rows >= Cut.RowGranule ? 1 : Cut.RowGranule;

    private readonly int _batch;
    private readonly ref readonly T _left, _right;
    private readonly ref T _result;

    private MultiplyJob(int batch, ref readonly T left, ref readonly T right, ref T result)
    {
        _batch = batch;
        _left = ref left;
        _right = ref right;
        _result = ref result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, int batch, ref readonly T left, ref readonly T right, ref T result)
    {
        MultiplyJob<V, T, TShape> job = new(batch, in left, in right, ref result);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, int parts)
    {
        (int from, int to) = Share.Of(_batch, Granule, part, parts);
        if (from < to)
            Matrices.MultiplyPart<V, T, TShape>(
                to - from, in Unsafe.Add(ref Unsafe.AsRef(in _left), (nint)from * TShape.LeftStride),
                in Unsafe.Add(ref Unsafe.AsRef(in _right), (nint)from * TShape.RightStride),
                ref Unsafe.Add(ref _result, (nint)from * TShape.ResultStride));
    }
}
