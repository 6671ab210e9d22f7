using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A part of a whole-tensor optimizer's last pass: some of a tensor's weights.</summary>
internal readonly ref struct TensorUpdateJob<TRule, T> : IJob
    where TRule : struct, IUpdateRule
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TensorWalk<T> _tensors;
    private readonly int _offset, _count;
    private readonly ReadOnlySpan<double> _constants;

    private TensorUpdateJob(in TensorWalk<T> tensors, int offset, int count, ReadOnlySpan<double> constants)
    {
        _tensors = tensors;
        _offset = offset;
        _count = count;
        _constants = constants;
    }

    // Its own method: a frame with a job in it is cleared each time it is entered.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(Team<T> team, int parts, in TensorWalk<T> tensors, int offset, int count, ReadOnlySpan<double> constants)
    {
        TensorUpdateJob<TRule, T> job = new(in tensors, offset, count, constants);
        team.Run(ref job, parts);
    }

    public void Run(int part, int parts)
    {
        (int from, int to) = Share.Of(_count, UpdateJob<T>.Granule, part, parts);
        if (from < to)
            _tensors.Update<TRule>((nint)_offset + from, to - from, _constants);
    }
}
