using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>
/// The emitted part of a model: its three phases as kernels, for any vector width. The library's <see cref="ModelTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}"/>
/// runs it and keeps the contract (checks, order of phases, widths); the program only computes.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
/// <typeparam name="TCriterion">The loss's run-time settings.</typeparam>
public interface IModelProgram<T, TTarget, TCriterion>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    /// <summary>The memory plan, all constants.</summary>
    static abstract ProgramLayout Layout { get; }

    /// <summary>Inputs to outputs, leaving in the arena what backward needs.</summary>
    static abstract void Forward<V>(in Frame<T> frame, ref readonly T inputs) where V : struct, IVector<V, T>;

    /// <summary>Outputs and targets to the mean loss, and the output gradient into the arena.</summary>
    static abstract T Loss<V>(in Frame<T> frame, ref readonly TTarget targets, TCriterion criterion) where V : struct, IVector<V, T>;

    /// <summary>Output gradient to parameter gradients, handed to the sink as they are made; each parameter once, after its last reader.</summary>
    static abstract void Backward<V, TSink>(in Frame<T> frame, ref readonly T inputs, ref TSink sink)
        where V : struct, IVector<V, T>
        where TSink : struct, IGradientSink<T>, allows ref struct;
}

/// <summary>The plan of a model's memory. Places of batched buffers are per example: place × capacity is the offset.</summary>
public sealed record ProgramLayout
{
    /// <summary>Inputs per example.</summary>
    public required int InputLength { get; init; }
    /// <summary>Outputs per example.</summary>
    public required int OutputLength { get; init; }
    /// <summary>Targets per example: 1 for labels, else the output's length.</summary>
    public required int TargetLength { get; init; }
    /// <summary>Class labels must lie in [0, this); 0 where targets are not labels.</summary>
    public required int LabelCount { get; init; }
    /// <summary>Elements at the arena's start that do not depend on the batch.</summary>
    public required int FixedLength { get; init; }
    /// <summary>Elements per example after them, for a whole step.</summary>
    public required int ExampleLength { get; init; }
    /// <summary>Elements per example that <c>Forward</c> alone needs.</summary>
    public required int ForwardExampleLength { get; init; }
    /// <summary>Place of the outputs, rows <see cref="OutputStride"/> apart.</summary>
    public required int OutputPlace { get; init; }
    /// <summary>Elements from one row of outputs to the next.</summary>
    public required int OutputStride { get; init; }
    /// <summary>Place of the output gradient, rows <see cref="OutputStride"/> apart.</summary>
    public required int OutputGradientPlace { get; init; }
    /// <summary>Place of the input gradient, rows <see cref="InputGradientStride"/> apart; −1 where the model has none.</summary>
    public int InputGradientPlace { get; init; } = -1;
    /// <summary>Elements from one row of the input gradient to the next.</summary>
    public int InputGradientStride { get; init; }
}
