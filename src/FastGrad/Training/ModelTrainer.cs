using System.Numerics;
using System.Runtime.InteropServices;

namespace FastGrad.Training;

/// <summary>
/// The base of the generated trainer of a model with one input of real numbers, one output and one loss: keeps the contract of
/// <see cref="ITrainer{T, TTarget}"/> and leaves the computing to the emitted program.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
/// <typeparam name="TCriterion">The loss's settings.</typeparam>
/// <typeparam name="TProgram">The emitted program.</typeparam>
/// <typeparam name="TOptimizer">The optimizer.</typeparam>
public abstract class ModelTrainer<T, TTarget, TCriterion, TProgram, TOptimizer>
    : TrainerCore<T, TTarget, TCriterion, TProgram, TOptimizer>, ITrainer<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    where TOptimizer : Optimizer
{
    private readonly int _inputLength;
    private readonly int _targetLength;
    private readonly TargetLayout _target;

    /// <summary>A trainer with its own workspace.</summary>
    /// <param name="parameters">The model's, which it changes.</param>
    /// <param name="buffers">The model's, which it changes too.</param>
    /// <param name="criterion">The loss's settings.</param>
    /// <param name="optimizer">One that serves no other trainer.</param>
    /// <param name="batchCapacity">Most examples of one call.</param>
    /// <param name="options">How it works.</param>
    protected ModelTrainer(
        ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion, TOptimizer optimizer, int batchCapacity, TrainerOptions? options)
        : this(
            CpuEngine<T, TTarget, TCriterion>.Create<TProgram>(parameters, buffers, criterion, optimizer, batchCapacity, options, isPacked: false),
            criterion, optimizer, options)
    {
    }

    private protected ModelTrainer(Engine<T, TTarget> engine, TCriterion criterion, TOptimizer optimizer, TrainerOptions? options)
        : base(engine, criterion, optimizer, options)
    {
        _inputLength = InputLayouts[0].Length;
        _targetLength = TargetLayouts[0].Length;
        _target = TargetLayouts[0];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<T> InputGradient => InputGradientOf(0);

    /// <inheritdoc/>
    public T Step(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        int batch = CheckInputs(inputs);
        CheckTargets(targets, batch);
        return Step(batch, in MemoryMarshal.GetReference(inputs), in MemoryMarshal.GetReference(targets));
    }

    /// <inheritdoc/>
    public T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        int batch = CheckInputs(inputs);
        CheckTargets(targets, batch);
        return Evaluate(batch, in MemoryMarshal.GetReference(inputs), in MemoryMarshal.GetReference(targets));
    }

    /// <inheritdoc/>
    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> inputs)
    {
        int batch = CheckInputs(inputs);
        Engine.TakeInput(0, inputs);
        Forward(batch);
        return Output(0);
    }

    /// <inheritdoc/>
    public T Loss(ReadOnlySpan<TTarget> targets)
    {
        RequireForward();
        CheckTargets(targets, Batch);
        return Loss(in MemoryMarshal.GetReference(targets));
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<T> outputGradient)
    {
        RequireOutputs();
        Arguments.Length(outputGradient.Length, Batch, OutputLayouts[0].Length, nameof(outputGradient));
        Engine.TakeOutputGradient(Batch, OutputLayouts[0], outputGradient);
        Accumulate();
    }

    private protected int CheckInputs(ReadOnlySpan<T> inputs)
    {
        RequireAlive();
        return Arguments.Batch(inputs.Length, _inputLength, BatchCapacity);
    }

    private protected void CheckTargets(ReadOnlySpan<TTarget> targets, int batch)
    {
        Arguments.Length(targets.Length, batch, _targetLength, nameof(targets));
        if (typeof(TTarget) == typeof(int) && _target.LabelCount > 0)
            Arguments.Labels(MemoryMarshal.Cast<TTarget, int>(targets), _target);
    }
}
