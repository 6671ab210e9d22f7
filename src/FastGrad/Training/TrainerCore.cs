using System.Numerics;

namespace FastGrad.Training;

/// <summary>
/// What all trainers share: the order of phases, and what counts. Memory and computing are an engine's. How many spans a batch comes in is left to
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
    private Phase _phase;
    private int _outputBatch, _lossBatch;
    private ulong _seed;
    private ulong _call;
    private bool _hasGradients;
    private bool _hasInputGradient;
    private bool _isDisposed;

    private protected TrainerCore(Engine<T, TTarget> engine, TCriterion criterion, TOptimizer optimizer, TrainerOptions? options)
    {
        options ??= new();
        Engine = engine;
        InputLayouts = [.. engine.Layout.Inputs];
        OutputLayouts = [.. engine.Layout.Outputs];
        TargetLayouts = [.. engine.Layout.Targets];
        Seed = options.Seed;
        Criterion = criterion;
        Optimizer = optimizer;
        try
        {
            Schedule = options.Schedule;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private protected enum Phase { None, Forward, Loss }

    /// <inheritdoc/>
    public int BatchCapacity => Engine.Capacity;

    /// <inheritdoc/>
    public ParameterSet<T> Gradients => Engine.Gradients;

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
    public OptimizerState<T> OptimizerState => Engine.OptimizerState;

    /// <inheritdoc/>
    public ReadOnlySpan<T> ExampleLosses
    {
        get
        {
            if (Engine.Layout.ExampleLossPlace < 0)
                throw new InvalidOperationException(
                    "This model keeps no example's own loss; declare one of its losses with Reduction = Reduction.None.");
            if (_lossBatch == 0)
                throw new InvalidOperationException("There are no example losses: no loss has been computed yet, by Step, Loss or Evaluate.");
            return Engine.ExampleLosses(_lossBatch);
        }
    }

    /// <inheritdoc cref="ITrainer.Criterion"/>
    public TCriterion Criterion { get; }

    Criterion ITrainer.Criterion => Criterion;

    /// <inheritdoc/>
    public ulong Seed { get; set; }

    /// <inheritdoc/>
    public ulong Call { get; set; }

    /// <inheritdoc/>
    public ParameterSet<T>? Average => Engine.Average;

    /// <inheritdoc/>
    public GradientClipping? Clipping
    {
        get => Engine.Clipping;
        set => Engine.Clipping = value;
    }

    /// <inheritdoc/>
    public double GradientNorm => Engine.GradientNorm;

    /// <inheritdoc/>
    public string? UnfusedBecause => Engine.UnfusedBecause;

    /// <inheritdoc/>
    public long WorkspaceBytes => Engine.Bytes;

    /// <summary>Memory and computing.</summary>
    private protected Engine<T, TTarget> Engine { get; }

    /// <summary>Examples of the last forward pass.</summary>
    private protected int Batch { get; private set; }

    private protected InputLayout[] InputLayouts { get; }

    private protected OutputLayout[] OutputLayouts { get; }

    private protected TargetLayout[] TargetLayouts { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        Engine.Dispose();
    }

    /// <inheritdoc/>
    public void ZeroGradients()
    {
        RequireAlive();
        Engine.ZeroGradients();
        _hasGradients = false;
        Engine.Accumulation.Drop();
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
        if (!_hasGradients && Engine.Accumulation.IsEmpty)
            throw new InvalidOperationException("Update needs gradients: nothing went backward since they were last zeroed, or since Step.");
        Engine.Settle();
        Optimizer.BeginStep();
        // What an earlier Forward left belongs to the old weights.
        _phase = Phase.None;
        Engine.Update(ofSteps: !_hasGradients);
    }

    /// <inheritdoc/>
    public void ResetState()
    {
        RequireAlive();
        _phase = Phase.None;
        Engine.ResetStates();
    }

    /// <inheritdoc/>
    public void Save(string path)
    {
        RequireAlive();
        Engine.Settle();
        new TrainerCheckpoint<T>(this, Engine, TProgram.Description).Save(path);
    }

    /// <inheritdoc/>
    public void Load(string path)
    {
        RequireAlive();
        new TrainerCheckpoint<T>(this, Engine, TProgram.Description).Load(path);
        // What Forward and Backward left belongs to the old weights.
        _phase = Phase.None;
        _hasGradients = _hasInputGradient = false;
    }

    /// <summary>All phases from these inputs on.</summary>
    private protected T Step(int batch, ref readonly T inputs, ref readonly TTarget targets)
    {
        BeginStep(batch);
        T loss = Engine.Step(batch, _seed, _call, in inputs, in targets);
        EndStep();
        return loss;
    }

    private protected T Evaluate(int batch, ref readonly T inputs, ref readonly TTarget targets)
    {
        Begin(batch);
        _lossBatch = batch;
        return Engine.Evaluate(batch, Seed, Call, in inputs, in targets);
    }

    /// <summary>The first phase on the inputs that were taken.</summary>
    private protected void Forward(int batch)
    {
        BeginForward(batch);
        Engine.Forward(batch, _seed, _call);
        _outputBatch = batch;
        _phase = Phase.Forward;
    }

    /// <summary>What the last call of <see cref="Forward"/> gave; nothing before the first.</summary>
    private protected ReadOnlySpan<T> Output(int index) => Engine.Output(_outputBatch, index);

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
        _lossBatch = Batch;
        T loss = Engine.Loss(Batch, _seed, _call, in targets);
        _phase = Phase.Loss;
        return loss;
    }

    private protected void RequireOutputs()
    {
        RequireAlive();
        if (_phase is not (Phase.Forward or Phase.Loss))
            throw new InvalidOperationException("Backward from an output gradient needs Forward before it.");
    }

    private protected void Accumulate()
    {
        _phase = Phase.None;
        _hasGradients = true;
        Engine.Accumulate(Batch, _seed, _call);
        _hasInputGradient = true;
    }

    private protected ReadOnlySpan<T> InputGradientOf(int index)
    {
        InputLayout input = InputLayouts[index];
        if (input.GradientPlace < 0)
            throw new InvalidOperationException("This model computes no input gradient; declare it with [Model(InputGradient = true)].");
        if (!_hasInputGradient)
            throw new InvalidOperationException("There is no input gradient: nothing went backward since the last forward pass.");
        return Engine.InputGradient(Batch, input);
    }

    /// <summary>A step begins. Whatever throws from here on, phases under way do not go on with other inputs.</summary>
    private protected void BeginStep(int batch)
    {
        _phase = Phase.None;
        if (Engine.Accumulation.IsLast)
            Optimizer.BeginStep();
        _hasGradients = false;
        BeginForward(batch);
        _lossBatch = batch;
    }

    private protected void EndStep() => _hasInputGradient = true;

    /// <summary>Steps begin that count for themselves.</summary>
    /// <param name="batch">Examples of the last of them.</param>
    private protected void BeginTraining(int batch)
    {
        Begin(batch);
        _hasGradients = false;
        // Whatever throws, nobody can tell which of the steps has left its losses.
        _lossBatch = 0;
    }

    /// <summary>All of those steps have been made.</summary>
    private protected void EndTraining() => _lossBatch = Batch;

    /// <summary>Phases under way do not go on.</summary>
    private protected void Begin(int batch)
    {
        _phase = Phase.None;
        _hasInputGradient = false;
        Batch = batch;
    }

    private void BeginForward(int batch)
    {
        Begin(batch);
        (_seed, _call) = (Seed, Call);
        Call++;
    }
}
