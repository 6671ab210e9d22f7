using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A part of an elementwise optimizer's step: some of the weights.</summary>
internal readonly ref struct UpdateJob<T> : IJob where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A weight's update takes as long as this many operations of a product: it is memory that is slow.</summary>
    public const long Cost = 32;

    /// <summary>Weights that stay together: whole lines of the cache.</summary>
    public const int Granule = 64;

    private readonly OptimizerState<T> _state;
    private readonly ref readonly T _gradients;
    private readonly int _count;

    private UpdateJob(OptimizerState<T> state, ref readonly T gradients, int count)
    {
        _state = state;
        _gradients = ref gradients;
        _count = count;
    }

    // Its own method: a frame with a job in it is cleared each time it is entered.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, OptimizerState<T> state, ref readonly T gradients, int count)
    {
        UpdateJob<T> job = new(state, in gradients, count);
        team.Run(ref job, parts);
    }

    public void Run(int part, int parts)
    {
        (int from, int to) = Share.Of(_count, Granule, part, parts);
        if (from < to)
            _state.UpdateAcross(in Unsafe.Add(ref Unsafe.AsRef(in _gradients), from), from, to - from);
    }
}
