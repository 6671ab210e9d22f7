using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>
/// An elementwise optimizer bound to a model. Its own class per rule and precision, so that an update costs one virtual call and
/// nothing generic is looked up at run time.
/// </summary>
internal sealed class ElementwiseState<TRule, T> : OptimizerState<T>
    where TRule : struct, IUpdateRule
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ElementwiseOptimizer<TRule> _optimizer;
    private readonly GroupedParameters _parameters;
    private readonly bool _isOneGroup;

    public ElementwiseState(ElementwiseOptimizer<TRule> optimizer, ParameterSet<T> parameters, PerStepNumbers perStep)
        : base(parameters, optimizer.SlotNames, perStep)
    {
        _optimizer = optimizer;
        _parameters = optimizer.Parameters;
        _isOneGroup = _parameters.IsOne;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(ref readonly T gradients, nint offset, nint count) =>
        Update(in gradients, offset, count, _isOneGroup ? 0 : _parameters.GroupAt(offset));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void UpdateAcross(ref readonly T gradients, nint offset, nint count)
    {
        if (_isOneGroup)
        {
            Update(in gradients, offset, count, group: 0);
            return;
        }
        foreach (GroupedParameters.Segment segment in _parameters.Segments)
        {
            nint from = nint.Max(segment.Offset, offset), to = nint.Min(segment.End, offset + count);
            if (from < to && segment.Group != GroupedParameters.None)
                Update(in Unsafe.Add(ref Unsafe.AsRef(in gradients), from - offset), from, to - from, segment.Group);
        }
    }

    internal override void Update(Team<T>? team, ref readonly T gradients)
    {
        if (team is not null && team.Parts(UpdateJob<T>.Cost * Parameters.Length, Share.Granules(Parameters.Length, UpdateJob<T>.Granule)) is > 1 and int parts)
            UpdateJob<T>.Run(team, parts, this, in gradients, Parameters.Length);
        else
            UpdateAcross(in gradients, 0, Parameters.Length);
    }

    /// <remarks>A rule may not touch elements past its range, which belong to another parameter.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Update(ref readonly T gradients, nint offset, nint count, int group)
    {
        UpdateBody<TRule, T> body = new(
            new(ref Unsafe.Add(ref Parameters.Start, offset), in gradients, ref Unsafe.Add(ref Buffer.Start, offset), SlotStride, count),
            _optimizer.ConstantsOf(group));
        VectorRange.Run<T, UpdateBody<TRule, T>>(count, ref body);
    }
}
