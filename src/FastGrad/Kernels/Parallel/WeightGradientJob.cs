using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>A part of dW = xᵀ·dy: some of its rows, in panels of its own.</summary>
internal ref struct WeightGradientJob<V, T, TShape, TSink> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, IProductShape
    where TSink : struct, IGradientSink<T>, allows ref struct
{
    private readonly Team<T> _team;
    private readonly int _batch, _offset;
    private readonly ref readonly T _x, _outputGradient;
    private readonly ref T _scratch;
    private TSink _sink;

    private WeightGradientJob(Team<T> team, int batch, ref readonly T x, ref readonly T outputGradient, ref T scratch, int offset, TSink sink)
    {
        _team = team;
        _batch = batch;
        _x = ref x;
        _outputGradient = ref outputGradient;
        _scratch = ref scratch;
        _offset = offset;
        _sink = sink;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(
        Team<T> team, int parts, int batch, ref readonly T x, ref readonly T outputGradient, ref T scratch, int offset, scoped ref TSink sink)
    {
        WeightGradientJob<V, T, TShape, TSink> job = new(team, batch, in x, in outputGradient, ref scratch, offset, sink);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, int parts)
    {
        (int row, int pastRows) = Share.Of(TShape.Inputs, Cut.RowGranule, part, parts);
        if (row < pastRows)
            Products.WeightGradientPart<V, T, TShape, TSink>(
                _batch, pastRows - row, in Unsafe.Add(ref Unsafe.AsRef(in _x), row), in _outputGradient, ref _team.Scratch(part, ref _scratch),
                _offset + row * TShape.Outputs, ref _sink);
    }
}
