using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>
/// The emitted part of a model: its phases as kernels, for any vector width. The library's trainers (<see cref="ModelTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}"/>,
/// <see cref="GraphTrainer{T, TCriterion, TProgram, TOptimizer}"/>) and predictors run it and keep the contract (checks, order of phases,
/// widths); the program only computes.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for the class labels of a model with nothing else, else <typeparamref name="T"/>.</typeparam>
/// <typeparam name="TCriterion">The loss's run-time settings.</typeparam>
public interface IModelProgram<T, TTarget, TCriterion>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>The memory plan, all constants.</summary>
    static abstract ProgramLayout Layout { get; }

    /// <summary>The model as data; null for a program that nobody generated.</summary>
    static virtual ModelDescription? Description => null;

    /// <summary>Inputs to outputs in training mode, leaving in the arena what backward needs. At its end it writes the model's buffers and the states.</summary>
    static abstract void Forward<V>(in Frame<T> frame, ref readonly T inputs) where V : struct, IVector<V, T>;

    /// <summary>Inputs to outputs in inference mode, the outputs at the same places. At its end it writes the states, but no buffer.</summary>
    static abstract void Infer<V>(in Frame<T> frame, ref readonly T inputs) where V : struct, IVector<V, T>;

    /// <summary>Outputs and targets to the mean loss, and the output gradient into the arena.</summary>
    static abstract T Loss<V>(in Frame<T> frame, ref readonly TTarget targets, TCriterion criterion) where V : struct, IVector<V, T>;

    /// <summary>Output gradient to parameter gradients, handed to the sink as they are made; each parameter once, after its last reader.</summary>
    static abstract void Backward<V, TSink>(in Frame<T> frame, ref readonly T inputs, ref TSink sink)
        where V : struct, IVector<V, T>
        where TSink : struct, IGradientSink<T>, allows ref struct;
}
