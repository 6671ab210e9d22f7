using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A whole-tensor optimizer bound to a model.</summary>
internal sealed class TensorState<TRule, T> : OptimizerState<T>
    where TRule : struct, ITensorRule
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TensorOptimizer<TRule> _optimizer;

    // What the passes are told: a group's constants, then what is computed between passes.
    private readonly double[] _constants;

    public TensorState(TensorOptimizer<TRule> optimizer, ParameterSet<T> parameters, PerStepNumbers perStep)
        : base(parameters, optimizer.SlotNames, perStep)
    {
        _optimizer = optimizer;
        _constants = new double[optimizer.ConstantsOf(0).Length];
    }

    /// <summary>All tensors at once: the trainer's plan for this optimizer hands over whole gradients only.</summary>
    internal override void Update(ref readonly T gradients, nint offset, nint count) => UpdateAcross(in gradients, offset, count);

    internal override void UpdateAcross(ref readonly T gradients, nint offset, nint count)
    {
        Debug.Assert(offset == 0 && count == Parameters.Length, "A whole-tensor optimizer was handed a part of the gradient.");
        Update(team: null, in gradients);
    }

    internal override void Update(Team<T>? team, ref readonly T gradients)
    {
        TensorWalk<T> tensors = new(
            team, _optimizer.Parameters.Tensors, new(ref Parameters.Start, in gradients, ref Buffer.Start, SlotStride, Parameters.Length), _optimizer);
        _optimizer.ConstantsOf(0).CopyTo(_constants);
        TRule.Update(in tensors, _constants);
    }
}
