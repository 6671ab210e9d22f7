using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>Trains on this machine's processors, in the model's own weights.</summary>
internal sealed class CpuEngine<T, TTarget, TCriterion> : Engine<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TCriterion : Criterion
{
    private readonly Phases<T, TTarget, TCriterion> _phases;
    private readonly Workspace<T> _workspace;
    private readonly TCriterion _criterion;
    private readonly PackedRows<T> _inputs;
    private readonly PackedRows<T>? _targets;
    private readonly OutputLayout[] _outputLayouts;
    private readonly OutputRows<T> _outputs;
    private readonly PinnedBuffer<T>? _inputGradients;
    private readonly ExampleLosses<T>? _exampleLosses;
    private readonly Moves<T> _moves;

    private CpuEngine(
        Phases<T, TTarget, TCriterion> phases, ProgramLayout layout, ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion,
        Optimizer optimizer, int capacity, TrainerOptions options, bool isPacked)
        : base(layout, options)
    {
        _phases = phases;
        _workspace = new(layout, parameters, buffers, capacity, training: true, options);
        _criterion = criterion;
        _inputs = new(capacity, layout.InputLength);
        _targets = isPacked ? new(capacity, layout.TargetLength) : null;
        _outputLayouts = [.. layout.Outputs];
        _outputs = new(capacity, layout);
        _inputGradients = layout.HasInputGradient ? new(capacity * layout.InputLength) : null;
        _exampleLosses = layout.ExampleLossPlace >= 0 ? new(capacity, layout.ExampleLossPlace, layout.ExampleLossStride) : null;
        Gradients = parameters.ZerosAlike();
        OptimizerState = optimizer.Attach(parameters);
        _moves = new(_workspace, Gradients, optimizer, OptimizerState, Accumulation, options);
    }

    /// <param name="parameters">The model's, which it changes.</param>
    /// <param name="buffers">The model's, which it changes too.</param>
    /// <param name="criterion">The loss's settings.</param>
    /// <param name="optimizer">One that serves no other trainer.</param>
    /// <param name="capacity">Most examples of one call.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <param name="isPacked">Whether targets are copied into one buffer, as inputs are.</param>
    public static CpuEngine<T, TTarget, TCriterion> Create<TProgram>(
        ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion, Optimizer optimizer, int capacity, TrainerOptions? options,
        bool isPacked)
        where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(optimizer);
        return new(
            Phases<T, TTarget, TCriterion>.Widest<TProgram>(), TProgram.Layout, parameters, buffers, criterion, optimizer, capacity, options ?? new(),
            isPacked);
    }

    public override int Capacity => _workspace.Capacity;

    public override ParameterSet<T> Parameters => _workspace.Parameters;

    public override ParameterSet<T> Buffers => _workspace.Buffers;

    public override ParameterSet<T> Gradients { get; }

    public override OptimizerState<T> OptimizerState { get; }

    public override ParameterSet<T>? Average => _moves.Average;

    public override GradientClipping? Clipping
    {
        get => _moves.Clipping;
        set => _moves.Clipping = value;
    }

    public override double GradientNorm => _moves.GradientNorm;

    public override string? UnfusedBecause => _moves.UnfusedBecause;

    public override long Bytes => _workspace.Bytes + Gradients.Bytes + _inputs.Bytes + _outputs.Bytes
        + (_targets?.Bytes ?? 0) + (_inputGradients?.Bytes ?? 0) + (Average?.Bytes ?? 0) + (_exampleLosses?.Bytes ?? 0);

    public override ref readonly T TakenInputs => ref _inputs.Start;

    // Only packed models take targets, and in those they are of the model's precision.
    public override ref readonly TTarget TakenTargets => ref Unsafe.As<T, TTarget>(ref _targets!.Start);

    public override void TakeInput(int place, ReadOnlySpan<T> rows) => _inputs.Take(place, rows);

    public override void TakeInput(int place, ReadOnlySpan<int> rows) => _inputs.Take(place, rows);

    public override void TakeTarget(int place, ReadOnlySpan<T> rows) => _targets!.Take(place, rows);

    public override void TakeTarget(int place, ReadOnlySpan<int> rows) => _targets!.Take(place, rows);

    public override void TakeOutputGradient(int batch, OutputLayout output, ReadOnlySpan<T> rows) =>
        _workspace.CopyIn(batch, output.GradientPlace, output.Stride, output.Length, rows);

    public override void ZeroGradients() => Gradients.Clear();

    public override T Step(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets)
    {
        RunForward(batch, seed, call, in inputs);
        Frame<T> frame = _workspace.FormerFrame(batch, seed, call);
        T loss = Loss(in frame, in targets);
        if (!_moves.NeedWholeGradients)
        {
            _phases.Update(in frame, in inputs, OptimizerState, _moves.ValueLimit);
            _moves.FollowFused();
            return loss;
        }

        // The phases, in one call: gradients are whole before the first weight moves.
        bool moves = Accumulation.IsLast;
        if (Accumulation.IsEmpty)
            Gradients.Clear();
        _phases.Accumulate(in frame, in inputs, Gradients, T.CreateTruncating(Accumulation.Take(batch)));
        if (moves)
            Update(ofSteps: true);
        return loss;
    }

    public override T Evaluate(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets)
    {
        // On a copy of the states: what inference writes there is dropped.
        _workspace.KeepStates(batch);
        Frame<T> frame = _workspace.FormerFrame(batch, seed, call);
        _phases.Infer(in frame, in inputs);
        return Loss(in frame, in targets);
    }

    public override void Forward(int batch, ulong seed, ulong call)
    {
        RunForward(batch, seed, call, in _inputs.Start);
        for (int index = 0; index < _outputLayouts.Length; index++)
        {
            OutputLayout output = _outputLayouts[index];
            _workspace.CopyOut(batch, output.Place, output.Stride, output.Length, _outputs.Rows(index, batch));
        }
    }

    public override ReadOnlySpan<T> Output(int batch, int index) => _outputs.Rows(index, batch);

    public override T Loss(int batch, ulong seed, ulong call, ref readonly TTarget targets)
    {
        Frame<T> frame = _workspace.FormerFrame(batch, seed, call);
        return Loss(in frame, in targets);
    }

    public override ReadOnlySpan<T> ExampleLosses(int batch) => _exampleLosses!.Of(batch);

    public override void Accumulate(int batch, ulong seed, ulong call)
    {
        _moves.DropGathered();
        Frame<T> frame = _workspace.FormerFrame(batch, seed, call);
        _phases.Accumulate(in frame, in _inputs.Start, Gradients, T.One);
    }

    public override ReadOnlySpan<T> InputGradient(int batch, InputLayout input)
    {
        Span<T> gradient = _inputGradients!.Span.Slice(input.Place * Capacity, batch * input.Length);
        _workspace.CopyOut(batch, input.GradientPlace, input.GradientStride, input.Length, gradient);
        return gradient;
    }

    public override void Update(bool ofSteps)
    {
        if (ofSteps)
            _moves.FinishAccumulation();
        _moves.Run();
    }

    public override void TakeLoaded() { }

    public override void ResetStates() => _workspace.ResetStates();

    public override ParameterSet<T> StatesAsTensors() => _workspace.StateRows.AsTensors();

    public override void CopyStatesTo(ParameterSet<T> tensors) => _workspace.StateRows.Export(_workspace.States, tensors);

    public override void CopyStatesFrom(ParameterSet<T> tensors) => _workspace.StateRows.Import(tensors, _workspace.States);

    public override void Dispose() => _workspace.Team?.Dispose();

    private void RunForward(int batch, ulong seed, ulong call, ref readonly T inputs)
    {
        // For backward, because forward writes the new ones where it found these.
        _workspace.KeepStates(batch);
        Frame<T> frame = _workspace.Frame(batch, seed, call);
        _phases.Forward(in frame, in inputs);
    }

    private T Loss(in Frame<T> frame, ref readonly TTarget targets)
    {
        T loss = _phases.Loss(in frame, in targets, _criterion);
        _exampleLosses?.Take(_workspace, frame.Batch);
        return loss;
    }
}
