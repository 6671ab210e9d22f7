using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A model's own kernel that works off one example after another, with what it reads beside the frame.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public interface IRowKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Some of the batch's examples.</summary>
    /// <param name="frame">The model's memory.</param>
    /// <param name="from">The first example.</param>
    /// <param name="to">The one past the last.</param>
    /// <param name="scratch">Room of this thread's own, laid out like the arena's start.</param>
    void Run<V>(in Frame<T> frame, nint from, nint to, ref T scratch) where V : struct, IVector<V, T>;
}

/// <summary>Runs kernels of a model's own, on several threads where that gains something.</summary>
public static class RowKernels
{
    /// <summary>All examples of the batch.</summary>
    /// <param name="frame">The model's memory.</param>
    /// <param name="cost">Of an example, in floating-point operations as fast as a product makes them.</param>
    /// <param name="kernel">What is done to each.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, T, TKernel>(in Frame<T> frame, int cost, scoped ref TKernel kernel)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TKernel : struct, IRowKernel<T>, allows ref struct
    {
        if (frame.Team is { } team && team.Parts((long)cost * frame.Batch, Share.Granules(frame.Batch, RowsJob<V, T, TKernel>.Granule)) is > 1 and int parts)
            RowsJob<V, T, TKernel>.Run(team, parts, in frame, kernel);
        else
            kernel.Run<V>(in frame, 0, frame.Batch, ref frame.Fixed(0));
    }
}
