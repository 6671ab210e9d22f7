using System.Numerics;
using FastGrad.Memory;

namespace FastGrad.Training;

/// <summary>
/// What all trainers share: the memory, the order of phases, what counts. How many spans a batch comes in is left to
/// <see cref="ModelTrainer{T, TTarget, TCriterion, TProgram, TOptimizer}"/> and <see cref="GraphTrainer{T, TCriterion, TProgram, TOptimizer}"/>,
/// which check them.
/// </summary>
/// <typeparam name="T">The model's precision.</typeparam>
/// <typeparam name="TTarget">Element of the targets, as the program reads them.</typeparam>
/// <typeparam name="TCriterion">The loss's settings.</typeparam>
/// <typeparam name="TProgram">The emitted program.</typeparam>
/// <typeparam name="TOptimizer">The optimizer.</typeparam>
public abstract class TrainerCore<T, TTarget, TCriterion, TProgram, TOptimizer> : ITrainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
    where TCriterion : Criterion
    where TProgram : struct, IModelProgram<T, TTarget, TCriterion>
    where TOptimizer : Optimizer
{
    private readonly Phases<T, TTarget, TCriterion> _phases;
    private readonly Workspace<T> _workspace;
    private readonly PinnedBuffer<T> _outputs;
    private readonly PinnedBuffer<T>? _inputGradients;
    private readonly ExampleLosses<T>? _exampleLosses;
    private readonly int[] _outputStarts;
    private readonly Moves<T> _moves;
    private Phase _phase;
    private int _outputBatch;
    private ulong _seed;
    private ulong _call;
    private bool _hasGradients;
    private bool _hasInputGradient;
    private bool _isDisposed;

    private protected TrainerCore(
        ParameterSet<T> parameters, ParameterSet<T> buffers, TCriterion criterion, TOptimizer optimizer, int batchCapacity, TrainerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        ArgumentNullException.ThrowIfNull(optimizer);
        ProgramLayout layout = TProgram.Layout;
        _phases = Phases<T, TTarget, TCriterion>.Widest<TProgram>();
        options ??= new();
        _workspace = new(layout, parameters, buffers, batchCapacity, training: true, options);
        InputLayouts = [.. layout.Inputs];
        OutputLayouts = [.. layout.Outputs];
        TargetLayouts = [.. layout.Targets];
        Inputs = new(batchCapacity, layout.InputLength);
        _outputs = new(batchCapacity * layout.OutputLength);
        _inputGradients = layout.HasInputGradient ? new(batchCapacity * layout.InputLength) : null;
        _exampleLosses = layout.ExampleLossPlace >= 0 ? new(batchCapacity, layout.ExampleLossPlace, layout.ExampleLossStride) : null;
        _outputStarts = new int[OutputLayouts.Length];
        for (int index = 1; index < _outputStarts.Length; index++)
            _outputStarts[index] = _outputStarts[index - 1] + batchCapacity * OutputLayouts[index - 1].Length;
        Seed = options.Seed;
        Gradients = parameters.ZerosAlike();
        Criterion = criterion;
        Optimizer = optimizer;
        OptimizerState = optimizer.Attach(parameters);
        _moves = new(_workspace, Gradients, optimizer, OptimizerState, layout, options);
        Schedule = options.Schedule;
    }

    private protected enum Phase { None, Forward, Loss }

    /// <inheritdoc/>
    public int BatchCapacity => _workspace.Capacity;

    /// <inheritdoc/>
    public ParameterSet<T> Gradients { get; }

    /// <inheritdoc cref="ITrainer.Optimizer"/>
    public TOptimizer Optimizer { get; }

    Optimizer ITrainer.Optimizer => Optimizer;

    /// <inheritdoc/>
    public Schedule? Schedule
    {
        get => Optimizer.Pace?.Schedule;
        set => SchedulePace.Change(Optimizer, value);
    }

    /// <inheritdoc/>
    public double BaseLearningRate
    {
        get => Optimizer.Pace?.BaseRate ?? Optimizer.LearningRate;
        set => SchedulePace.ChangeBaseRate(Optimizer, value);
    }

    /// <inheritdoc/>
    public OptimizerState<T> OptimizerState { get; }

    /// <inheritdoc/>
    public ReadOnlySpan<T> ExampleLosses => _exampleLosses is null
        ? throw new InvalidOperationException("This model keeps no example's own loss; declare one of its losses with Reduction = Reduction.None.")
        : _exampleLosses.Values;

    /// <inheritdoc cref="ITrainer.Criterion"/>
    public TCriterion Criterion { get; }

    Criterion ITrainer.Criterion => Criterion;

    /// <inheritdoc/>
    public ulong Seed { get; set; }

    /// <inheritdoc/>
    public ulong Call { get; set; }

    /// <inheritdoc/>
    public ParameterSet<T>? Average => _moves.Average;

    /// <inheritdoc/>
    public GradientClipping? Clipping
    {
        get => _moves.Clipping;
        set => _moves.Clipping = value;
    }

    /// <inheritdoc/>
    public double GradientNorm => _moves.GradientNorm;

    /// <inheritdoc/>
    public string? UnfusedBecause => _moves.UnfusedBecause;

    /// <inheritdoc/>
    public virtual long WorkspaceBytes => _workspace.Bytes + Gradients.Bytes + Inputs.Bytes + _outputs.Bytes
        + (_inputGradients?.Bytes ?? 0) + (Average?.Bytes ?? 0) + (_exampleLosses?.Bytes ?? 0);

    /// <summary>Examples of the last forward pass.</summary>
    private protected int Batch { get; private set; }

    /// <summary>What <c>Forward</c> was given, for backward to read.</summary>
    private protected PackedRows<T> Inputs { get; }

    private protected InputLayout[] InputLayouts { get; }

    private protected OutputLayout[] OutputLayouts { get; }

    private protected TargetLayout[] TargetLayouts { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _workspace.Team?.Dispose();
    }

    /// <inheritdoc/>
    public void ZeroGradients()
    {
        RequireAlive();
        Gradients.Clear();
        _hasGradients = false;
        _moves.Accumulation.Drop();
    }

    /// <inheritdoc/>
    public void Backward()
    {
        RequireAlive();
        if (_phase != Phase.Loss)
            throw new InvalidOperationException("Backward needs Loss right before it, or an output gradient.");
        Accumulate();
    }

    /// <inheritdoc/>
    public void Update()
    {
        RequireAlive();
        if (!_hasGradients && _moves.Accumulation.IsEmpty)
            throw new InvalidOperationException("Update needs gradients: nothing went backward since they were last zeroed, or since Step.");
        Optimizer.BeginStep();
        // What an earlier Forward left belongs to the old weights.
        _phase = Phase.None;
        if (!_hasGradients)
            _moves.FinishAccumulation();
        _moves.Run();
    }

    /// <inheritdoc/>
    public void ResetState()
    {
        RequireAlive();
        _phase = Phase.None;
        _workspace.ResetStates();
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        RequireAlive();
        new TrainerCheckpoint<T>(this, _workspace, _moves.Accumulation, TProgram.Description).Save(path);
    }

    /// <inheritdoc/>
    public void Load(string path)
    {
        RequireAlive();
        new TrainerCheckpoint<T>(this, _workspace, _moves.Accumulation, TProgram.Description).Load(path);
        // What Forward and Backward left belongs to the old weights.
        _phase = Phase.None;
        _hasGradients = _hasInputGradient = false;
    }

    /// <summary>All phases from these inputs on, fused where nothing needs whole gradients.</summary>
    private protected T Step(int batch, ref readonly T inputs, ref readonly TTarget targets)
    {
        // Whatever throws from here on, phases under way do not go on with other inputs.
        _phase = Phase.None;
        bool moves = _moves.Accumulation.IsLast;
        if (moves)
            Optimizer.BeginStep();
        _hasGradients = false;
        RunForward(batch, in inputs);
        Frame<T> frame = _workspace.FormerFrame(Batch, _seed, _call);
        T loss = Loss(in frame, in targets);
        if (_moves.NeedWholeGradients)
        {
            // The phases, in one call: gradients are whole before the first weight moves.
            if (_moves.Accumulation.IsEmpty)
                Gradients.Clear();
            _phases.Accumulate(in frame, in inputs, Gradients, T.CreateTruncating(_moves.Accumulation.Take(batch)));
            if (moves)
            {
                _moves.FinishAccumulation();
                _moves.Run();
            }
        }
        else
        {
            _phases.Update(in frame, in inputs, OptimizerState, _moves.ValueLimit);
            _moves.FollowFused();
        }
        _hasInputGradient = true;
        return loss;
    }

    private protected T Evaluate(int batch, ref readonly T inputs, ref readonly TTarget targets)
    {
        Begin(batch);
        // On a copy of the states: what inference writes there is dropped.
        _workspace.KeepStates(batch);
        Frame<T> frame = _workspace.FormerFrame(batch, Seed, Call);
        _phases.Infer(in frame, in inputs);
        return Loss(in frame, in targets);
    }

    /// <summary>The first phase on <see cref="Inputs"/>.</summary>
    private protected void Forward(int batch)
    {
        RunForward(batch, in Inputs.Start);
        for (int index = 0; index < OutputLayouts.Length; index++)
        {
            OutputLayout output = OutputLayouts[index];
            _workspace.CopyOut(batch, output.Place, output.Stride, output.Length, _outputs.Span[_outputStarts[index]..]);
        }
        _outputBatch = batch;
        _phase = Phase.Forward;
    }

    /// <summary>What the last call of <see cref="Forward"/> gave; nothing before the first.</summary>
    private protected ReadOnlySpan<T> Output(int index) => _outputs.Span.Slice(_outputStarts[index], _outputBatch * OutputLayouts[index].Length);

    /// <summary>That nobody disposed of it.</summary>
    private protected void RequireAlive() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private protected void RequireForward()
    {
        RequireAlive();
        if (_phase != Phase.Forward)
            throw new InvalidOperationException("Loss needs Forward right before it.");
    }

    private protected T Loss(ref readonly TTarget targets)
    {
        Frame<T> frame = _workspace.FormerFrame(Batch, _seed, _call);
        T loss = Loss(in frame, in targets);
        _phase = Phase.Loss;
        return loss;
    }

    private T Loss(in Frame<T> frame, ref readonly TTarget targets)
    {
        T loss = _phases.Loss(in frame, in targets, Criterion);
        _exampleLosses?.Take(_workspace, frame.Batch);
        return loss;
    }

    private protected void RequireOutputs()
    {
        RequireAlive();
        if (_phase is not (Phase.Forward or Phase.Loss))
            throw new InvalidOperationException("Backward from an output gradient needs Forward before it.");
    }

    private protected void TakeOutputGradient(int index, ReadOnlySpan<T> gradient)
    {
        OutputLayout output = OutputLayouts[index];
        _workspace.CopyIn(Batch, output.GradientPlace, output.Stride, output.Length, gradient);
    }

    private protected void Accumulate()
    {
        _phase = Phase.None;
        _hasGradients = true;
        _moves.DropGathered();
        Frame<T> frame = _workspace.FormerFrame(Batch, _seed, _call);
        _phases.Accumulate(in frame, in Inputs.Start, Gradients, T.One);
        _hasInputGradient = true;
    }

    private protected ReadOnlySpan<T> InputGradientOf(int index)
    {
        InputLayout input = InputLayouts[index];
        if (_inputGradients is null || input.GradientPlace < 0)
            throw new InvalidOperationException("This model computes no input gradient; declare it with [Model(InputGradient = true)].");
        if (!_hasInputGradient)
            throw new InvalidOperationException("There is no input gradient: nothing went backward since the last forward pass.");
        Span<T> gradient = _inputGradients.Span.Slice(input.Place * BatchCapacity, Batch * input.Length);
        _workspace.CopyOut(Batch, input.GradientPlace, input.GradientStride, input.Length, gradient);
        return gradient;
    }

    private void RunForward(int batch, ref readonly T inputs)
    {
        Begin(batch);
        (_seed, _call) = (Seed, Call);
        Call++;
        // For backward, because forward writes the new ones where it found these.
        _workspace.KeepStates(batch);
        Frame<T> frame = _workspace.Frame(batch, _seed, _call);
        _phases.Forward(in frame, in inputs);
    }

    private void Begin(int batch)
    {
        _phase = Phase.None;
        _hasInputGradient = false;
        Batch = batch;
    }
}
