using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>A part of y = x·W: some of its rows, or some of its columns.</summary>
internal ref struct ForwardJob<V, T, TShape, TEpilogue> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, IProductShape
    where TEpilogue : struct, IProductEpilogue<T>, allows ref struct
{
    private readonly Cut _cut;
    private readonly ref readonly T _x, _weight;
    private readonly TEpilogue _epilogue;

    private ForwardJob(Cut cut, ref readonly T x, ref readonly T weight, TEpilogue epilogue)
    {
        _cut = cut;
        _x = ref x;
        _weight = ref weight;
        _epilogue = epilogue;
    }

    // Its own method: a frame with a job in it is cleared each time it is entered.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, int batch, ref readonly T x, ref readonly T weight, scoped ref TEpilogue epilogue)
    {
        // Across rows each thread reads (and where it is wide copies) all of W, across columns all of x: the smaller one be it.
        Cut cut = new(batch, TShape.Outputs, 2 * V.Count, parts, prefersRows: batch > TShape.Outputs);
        ForwardJob<V, T, TShape, TEpilogue> job = new(cut, in x, in weight, epilogue);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Run(int part, int parts)
    {
        ((int row, int pastRows), (int column, int pastColumns)) = _cut.Of(part, parts);
        if (row == pastRows || column == pastColumns)
            return;
        Shifted<T, TEpilogue> shifted = new(_epilogue, row, column);
        Products.ForwardPart<V, T, TShape, Shifted<T, TEpilogue>>(
            pastRows - row, pastColumns - column,
            in Unsafe.Add(ref Unsafe.AsRef(in _x), (nint)row * TShape.InputStride), in Unsafe.Add(ref Unsafe.AsRef(in _weight), column), ref shifted);
    }
}
