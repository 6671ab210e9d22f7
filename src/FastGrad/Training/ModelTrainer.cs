using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FastGrad.Kernels;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>
/// The base of every generated trainer: keeps the contract of <see cref="ITrainer{T, TTarget}"/> (checks, order of phases, the vector
/// width) and leaves the computing to the emitted program.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets: <see cref="int"/> for class labels, else <typeparamref name="T"/>.</typeparam>
/// <typeparam name="TCriterion">The loss's settings.</typeparam>
/// <typeparam name="TProgram">The emitted program.</typeparam>
/// <typeparam name="TOptimizer">The optimizer.</typeparam>
public abstract class ModelTrainer<T, TTarget, TCriterion, TProgram, TOptimizer> : ITrainer<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    where TOptimizer : Optimizer
{
    private readonly Workspace<T> _workspace;
    private readonly PinnedBuffer<T> _inputs;
    private readonly PinnedBuffer<T> _outputs;
    private readonly PinnedBuffer<T> _inputGradient;
    private readonly bool _unfused;
    private Phase _phase;
    private int _batch;
    private bool _hasGradients;
    private bool _hasInputGradient;

    /// <summary>A trainer with its own workspace.</summary>
    /// <param name="parameters">The model's, which it changes.</param>
    /// <param name="criterion">The loss's settings.</param>
    /// <param name="optimizer">One that serves no other trainer.</param>
    /// <param name="batchCapacity">Most examples of one call.</param>
    /// <param name="options">How it works.</param>
    protected ModelTrainer(ParameterSet<T> parameters, TCriterion criterion, TOptimizer optimizer, int batchCapacity, TrainerOptions? options)
    {
        _ = options; // Nothing to choose yet.
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(optimizer);
        ProgramLayout layout = TProgram.Layout;
        _workspace = new(layout, parameters, batchCapacity, layout.ExampleLength);
        _inputs = new(batchCapacity * layout.InputLength);
        _outputs = new(batchCapacity * layout.OutputLength);
        _inputGradient = new(layout.InputGradientPlace < 0 ? 0 : batchCapacity * layout.InputLength);
        Gradients = parameters.ZerosAlike();
        Criterion = criterion;
        Optimizer = optimizer;
        OptimizerState = optimizer.Attach(parameters);
        _unfused = optimizer.UnfusedBecause is not null;
    }

    private enum Phase { None, Forward, Loss }

    /// <inheritdoc/>
    public int BatchCapacity => _workspace.Capacity;

    /// <inheritdoc/>
    public ParameterSet<T> Gradients { get; }

    /// <inheritdoc cref="ITrainer{T, TTarget}.Optimizer"/>
    public TOptimizer Optimizer { get; }

    Optimizer ITrainer<T, TTarget>.Optimizer => Optimizer;

    /// <inheritdoc/>
    public OptimizerState<T> OptimizerState { get; }

    /// <inheritdoc cref="ITrainer{T, TTarget}.Criterion"/>
    public TCriterion Criterion { get; }

    Criterion ITrainer<T, TTarget>.Criterion => Criterion;

    /// <inheritdoc/>
    public ReadOnlySpan<T> InputGradient
    {
        get
        {
            ProgramLayout layout = _workspace.Layout;
            if (layout.InputGradientPlace < 0)
                throw new InvalidOperationException("This model computes no input gradient; declare it with [Model(InputGradient = true)].");
            if (!_hasInputGradient)
                throw new InvalidOperationException("There is no input gradient: nothing went backward since the last forward pass.");
            Span<T> gradient = _inputGradient.Span[..(_batch * layout.InputLength)];
            _workspace.CopyOut(_batch, layout.InputGradientPlace, layout.InputGradientStride, layout.InputLength, gradient);
            return gradient;
        }
    }

    /// <inheritdoc/>
    public T Step(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        int batch = CheckBatch(inputs);
        CheckTargets(targets, batch);
        Optimizer.BeginStep();
        _hasGradients = false;
        Begin(batch);
        T loss = RunForwardAndLoss(in MemoryMarshal.GetReference(inputs), in MemoryMarshal.GetReference(targets));
        if (_unfused)
        {
            // The phases, in one call: gradients are whole before the first weight moves.
            Gradients.Clear();
            AccumulateSink<T> whole = new(Gradients);
            RunBackward(in MemoryMarshal.GetReference(inputs), ref whole);
            OptimizerState.Update(in Gradients.Start, 0, Gradients.Length);
        }
        else
        {
            UpdateSink<T> sink = new(OptimizerState);
            RunBackward(in MemoryMarshal.GetReference(inputs), ref sink);
        }
        return loss;
    }

    /// <inheritdoc/>
    public T Evaluate(ReadOnlySpan<T> inputs, ReadOnlySpan<TTarget> targets)
    {
        int batch = CheckBatch(inputs);
        CheckTargets(targets, batch);
        Begin(batch);
        return RunForwardAndLoss(in MemoryMarshal.GetReference(inputs), in MemoryMarshal.GetReference(targets));
    }

    /// <inheritdoc/>
    public void ZeroGradients()
    {
        Gradients.Clear();
        _hasGradients = false;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<T> Forward(ReadOnlySpan<T> inputs)
    {
        int batch = CheckBatch(inputs);
        Begin(batch);
        inputs.CopyTo(_inputs.Span);
        RunForward(in _inputs.Start);
        Span<T> outputs = _outputs.Span[..(batch * _workspace.Layout.OutputLength)];
        _workspace.CopyOut(batch, _workspace.Layout.OutputPlace, _workspace.Layout.OutputStride, _workspace.Layout.OutputLength, outputs);
        _phase = Phase.Forward;
        return outputs;
    }

    /// <inheritdoc/>
    public T Loss(ReadOnlySpan<TTarget> targets)
    {
        if (_phase != Phase.Forward)
            throw new InvalidOperationException("Loss needs Forward right before it.");
        CheckTargets(targets, _batch);
        T loss = RunLoss(in MemoryMarshal.GetReference(targets));
        _phase = Phase.Loss;
        return loss;
    }

    /// <inheritdoc/>
    public void Backward()
    {
        if (_phase != Phase.Loss)
            throw new InvalidOperationException("Backward needs Loss right before it, or an output gradient.");
        Accumulate();
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<T> outputGradient)
    {
        if (_phase is not (Phase.Forward or Phase.Loss))
            throw new InvalidOperationException("Backward from an output gradient needs Forward before it.");
        ProgramLayout layout = _workspace.Layout;
        Arguments.Length(outputGradient.Length, _batch, layout.OutputLength, nameof(outputGradient));
        _workspace.CopyIn(_batch, layout.OutputGradientPlace, layout.OutputStride, layout.OutputLength, outputGradient);
        Accumulate();
    }

    /// <inheritdoc/>
    public void Update()
    {
        if (!_hasGradients)
            throw new InvalidOperationException("Update needs gradients: nothing went backward since they were last zeroed, or since Step.");
        Optimizer.BeginStep();
        // What an earlier Forward left belongs to the old weights.
        _phase = Phase.None;
        OptimizerState.Update(in Gradients.Start, 0, Gradients.Length);
    }

    private int CheckBatch(ReadOnlySpan<T> inputs) => Arguments.Batch(inputs.Length, _workspace.Layout.InputLength, _workspace.Capacity);

    private void CheckTargets(ReadOnlySpan<TTarget> targets, int batch)
    {
        Arguments.Length(targets.Length, batch, _workspace.Layout.TargetLength, nameof(targets));
        if (typeof(TTarget) == typeof(int) && _workspace.Layout.LabelCount > 0)
            Arguments.Labels(MemoryMarshal.Cast<TTarget, int>(targets), _workspace.Layout.LabelCount);
    }

    private void Begin(int batch)
    {
        _phase = Phase.None;
        _hasInputGradient = false;
        _batch = batch;
    }

    private void Accumulate()
    {
        _phase = Phase.None;
        _hasGradients = true;
        AccumulateSink<T> sink = new(Gradients);
        RunBackward(in _inputs.Start, ref sink);
    }

    private T RunForwardAndLoss(ref readonly T inputs, ref readonly TTarget targets)
    {
        RunForward(in inputs);
        return RunLoss(in targets);
    }

    // A border that profile-guided inlining does not cross: in a hot loop the JIT would draw the kernels into the caller one after
    // another, until the budget is spent and the arithmetic of the last ones becomes calls.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void RunForward(ref readonly T inputs)
    {
        Frame<T> frame = _workspace.Frame(_batch);
        if (Vector512.IsHardwareAccelerated)
            TProgram.Forward<Wide512<T>>(in frame, in inputs);
        else if (Vector256.IsHardwareAccelerated)
            TProgram.Forward<Wide256<T>>(in frame, in inputs);
        else if (Vector128.IsHardwareAccelerated)
            TProgram.Forward<Wide128<T>>(in frame, in inputs);
        else
            TProgram.Forward<Scalar<T>>(in frame, in inputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private T RunLoss(ref readonly TTarget targets)
    {
        Frame<T> frame = _workspace.Frame(_batch);
        if (Vector512.IsHardwareAccelerated)
            return TProgram.Loss<Wide512<T>>(in frame, in targets, Criterion);
        if (Vector256.IsHardwareAccelerated)
            return TProgram.Loss<Wide256<T>>(in frame, in targets, Criterion);
        if (Vector128.IsHardwareAccelerated)
            return TProgram.Loss<Wide128<T>>(in frame, in targets, Criterion);
        return TProgram.Loss<Scalar<T>>(in frame, in targets, Criterion);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void RunBackward<TSink>(ref readonly T inputs, ref TSink sink)
        where TSink : struct, IGradientSink<T>, allows ref struct
    {
        Frame<T> frame = _workspace.Frame(_batch);
        if (Vector512.IsHardwareAccelerated)
            TProgram.Backward<Wide512<T>, TSink>(in frame, in inputs, ref sink);
        else if (Vector256.IsHardwareAccelerated)
            TProgram.Backward<Wide256<T>, TSink>(in frame, in inputs, ref sink);
        else if (Vector128.IsHardwareAccelerated)
            TProgram.Backward<Wide128<T>, TSink>(in frame, in inputs, ref sink);
        else
            TProgram.Backward<Scalar<T>, TSink>(in frame, in inputs, ref sink);
        _hasInputGradient = true;
    }
}
