using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>
/// A program's phases in the widest vectors (<see cref="VectorWidth"/>), chosen when a trainer or a predictor is made. A phase then costs one
/// virtual call, and nothing generic is looked up at run time.
/// </summary>
internal abstract class Phases<T, TTarget, TCriterion>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    public static Phases<T, TTarget, TCriterion> Widest<TProgram>() where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    {
        VectorWidth.Check();
        return Choose<TProgram>();
    }

    // Compiled when the width is known, so that classes of other widths are not even loaded.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Phases<T, TTarget, TCriterion> Choose<TProgram>() where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    {
        if (VectorWidth.HasNative)
            return new Phases<WideNative<T>, T, TTarget, TCriterion, TProgram>();
        if (VectorWidth.Has512)
            return new Phases<Wide512<T>, T, TTarget, TCriterion, TProgram>();
        if (VectorWidth.Has256)
            return new Phases<Wide256<T>, T, TTarget, TCriterion, TProgram>();
        if (VectorWidth.Has128)
            return new Phases<Wide128<T>, T, TTarget, TCriterion, TProgram>();
        return new Phases<Scalar<T>, T, TTarget, TCriterion, TProgram>();
    }

    public abstract void Forward(in Frame<T> frame, ref readonly T inputs);

    public abstract void Infer(in Frame<T> frame, ref readonly T inputs);

    public abstract T Loss(in Frame<T> frame, ref readonly TTarget targets, TCriterion criterion);

    /// <summary>Backward into the gradients, which it adds its share to.</summary>
    public abstract void Accumulate(in Frame<T> frame, ref readonly T inputs, ParameterSet<T> gradients, T share);

    /// <summary>Backward into the weights, by way of the optimizer, to which elements go clipped to a limit.</summary>
    public abstract void Update(in Frame<T> frame, ref readonly T inputs, OptimizerState<T> optimizer, T limit);
}

/// <inheritdoc/>
/// <remarks>
/// No inlining: a border that profile-guided inlining does not cross. In a hot loop the JIT would draw the kernels into the caller one
/// after another, until the budget is spent and the arithmetic of the last ones becomes calls.
/// </remarks>
internal sealed class Phases<V, T, TTarget, TCriterion, TProgram> : Phases<T, TTarget, TCriterion>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Forward(in Frame<T> frame, ref readonly T inputs) => TProgram.Forward<V>(in frame, in inputs);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Infer(in Frame<T> frame, ref readonly T inputs) => TProgram.Infer<V>(in frame, in inputs);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override T Loss(in Frame<T> frame, ref readonly TTarget targets, TCriterion criterion) =>
        TProgram.Loss<V>(in frame, in targets, criterion);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Accumulate(in Frame<T> frame, ref readonly T inputs, ParameterSet<T> gradients, T share)
    {
        AccumulateSink<T> sink = new(gradients, share);
        TProgram.Backward<V, AccumulateSink<T>>(in frame, in inputs, ref sink);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Update(in Frame<T> frame, ref readonly T inputs, OptimizerState<T> optimizer, T limit)
    {
        UpdateSink<T> sink = new(optimizer, limit);
        TProgram.Backward<V, UpdateSink<T>>(in frame, in inputs, ref sink);
    }
}
