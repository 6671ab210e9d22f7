using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>A part of dx = dy·Wᵀ: some of its columns, which are rows of W, or some of its rows.</summary>
internal ref struct InputGradientJob<V, T, TShape, TEpilogue> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, IProductShape
    where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
{
    private readonly Team<T> _team;
    private readonly Cut _cut;
    private readonly ref readonly T _outputGradient, _weight;
    private readonly ref T _scratch;
    private readonly TEpilogue _epilogue;

    private InputGradientJob(Team<T> team, Cut cut, ref readonly T outputGradient, ref readonly T weight, ref T scratch, TEpilogue epilogue)
    {
        _team = team;
        _cut = cut;
        _outputGradient = ref outputGradient;
        _weight = ref weight;
        _scratch = ref scratch;
        _epilogue = epilogue;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(
        Team<T> team, int parts, int batch, ref readonly T outputGradient, ref readonly T weight, ref T scratch, scoped ref TEpilogue epilogue)
    {
        // Columns first: no thread transposes what another one does, and those rows of W are the ones whose gradient it will make.
        Cut cut = new(batch, TShape.Inputs, 2 * V.Count, parts, prefersRows: false);
        InputGradientJob<V, T, TShape, TEpilogue> job = new(team, cut, in outputGradient, in weight, ref scratch, epilogue);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int part, int parts)
    {
        ((int row, int pastRows), (int column, int pastColumns)) = _cut.Of(part, parts);
        if (row == pastRows || column == pastColumns)
            return;
        Shifted<T, TEpilogue> shifted = new(_epilogue, row, column);
        Products.InputGradientPart<V, T, TShape, Shifted<T, TEpilogue>>(
            pastRows - row, pastColumns - column,
            in Unsafe.Add(ref Unsafe.AsRef(in _outputGradient), (nint)row * TShape.OutputStride),
            in Unsafe.Add(ref Unsafe.AsRef(in _weight), (nint)column * TShape.Outputs), ref _team.Scratch(part, ref _scratch), ref shifted);
    }
}
