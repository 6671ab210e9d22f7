using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A part of what <see cref="RowKernels"/> runs: some of the examples.</summary>
internal ref struct RowsJob<V, T, TKernel> : IJob
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TKernel : struct, IRowKernel<T>, allows ref struct
{
    // Numbers that each example has one of lie side by side: a few of them to a thread, or it would share lines of the cache.
    public const int Granule = 4;

    private readonly Frame<T> _frame;
    private TKernel _kernel;

    private RowsJob(in Frame<T> frame, TKernel kernel)
    {
        _frame = frame;
        _kernel = kernel;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, in Frame<T> frame, TKernel kernel)
    {
        RowsJob<V, T, TKernel> job = new(in frame, kernel);
        team.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(int part, int parts)
    {
        (int from, int to) = Share.Of(_frame.Batch, Granule, part, parts);
        if (from < to)
            _kernel.Run<V>(in _frame, from, to, ref _frame.Team!.Scratch(part, ref _frame.Fixed(0)));
    }
}
