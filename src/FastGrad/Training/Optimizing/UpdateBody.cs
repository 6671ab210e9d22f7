using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>An update rule as <see cref="VectorRange"/> runs it.</summary>
internal readonly ref struct UpdateBody<TRule, T>(UpdateRange<T> range, ReadOnlySpan<double> constants) : IRangeBody<T>
    where TRule : struct, IUpdateRule
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateRange<T> _range = range;
    private readonly ReadOnlySpan<double> _constants = constants;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<V>(nint start, nint count) where V : struct, IVector<V, T> => TRule.Update<V, T>(_range.Part(start, count), _constants);
}

/// <summary>A gathering pass as <see cref="VectorRange"/> runs it.</summary>
internal readonly ref struct GatherBody<TRule, T>(UpdateRange<T> range, ReadOnlySpan<double> constants, Span<double> gathered) : IRangeBody<T>
    where TRule : struct, IGatherRule
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateRange<T> _range = range;
    private readonly ReadOnlySpan<double> _constants = constants;
    private readonly Span<double> _gathered = gathered;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<V>(nint start, nint count) where V : struct, IVector<V, T> =>
        TRule.Gather<V, T>(_range.Part(start, count), _constants, _gathered);
}
