using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    /// <summary>
    /// The widest vectors first, the rest in ever narrower ones. A rule may not touch elements past its range (they belong to another
    /// parameter), and one lane computes alike at every width, so where the range is cut does not show in the bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override void Update(ref readonly T gradients, nint offset, nint count)
    {
        nint done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = Run<Wide512<T>>(in gradients, offset, done, count);
        if (Vector256.IsHardwareAccelerated && done < count)
            done = Run<Wide256<T>>(in gradients, offset, done, count);
        if (Vector128.IsHardwareAccelerated && done < count)
            done = Run<Wide128<T>>(in gradients, offset, done, count);
        if (done < count)
            Run<Scalar<T>>(in gradients, offset, done, count);
    }

    internal override void Update(Team<T>? team, ref readonly T gradients)
    {
        if (team is not null && team.Parts(UpdateJob<T>.Cost * Parameters.Length) is > 1 and int parts)
            UpdateJob<T>.Run(team, parts, this, in gradients, Parameters.Length);
        else
            Update(in gradients, 0, Parameters.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Run<V>(ref readonly T gradients, nint offset, nint done, nint count) where V : struct, IVector<V, T>
    {
        nint whole = (count - done) & -V.Count;
        if (whole == 0)
            return done;
        UpdateRange<T> range = new(
            ref Unsafe.Add(ref Parameters.Start, offset + done),
            in Unsafe.Add(ref Unsafe.AsRef(in gradients), done),
            ref Unsafe.Add(ref Buffer.Start, offset + done),
            SlotStride,
            whole);
        TRule.Update<V, T>(in range, _optimizer.Constants);
        return done + whole;
    }
}
