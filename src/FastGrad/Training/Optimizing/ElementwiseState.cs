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

    public ElementwiseState(ElementwiseOptimizer<TRule> optimizer, ParameterSet<T> parameters, PerStepNumbers perStep)
        : base(parameters, optimizer.SlotNames, perStep) => _optimizer = optimizer;

    /// <remarks>A rule may not touch elements past its range, which belong to another parameter.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(ref readonly T gradients, nint offset, nint count)
    {
        UpdateBody<TRule, T> body = new(
            new(ref Unsafe.Add(ref Parameters.Start, offset), in gradients, ref Unsafe.Add(ref Buffer.Start, offset), SlotStride, count),
            _optimizer.Constants);
        VectorRange.Run<T, UpdateBody<TRule, T>>(count, ref body);
    }

    internal override void Update(Team<T>? team, ref readonly T gradients)
    {
        if (team is not null && team.Parts(UpdateJob<T>.Cost * Parameters.Length, Share.Granules(Parameters.Length, UpdateJob<T>.Granule)) is > 1 and int parts)
            UpdateJob<T>.Run(team, parts, this, in gradients, Parameters.Length);
        else
            Update(in gradients, 0, Parameters.Length);
    }
}
