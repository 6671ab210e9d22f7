using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// Trains on a device, in weights of its own there. Phases are asked for and not waited for; what is read, such as a loss, waits for all that
/// was asked for before.
/// </summary>
internal sealed class DeviceEngine<T, TTarget> : Engine<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged
{
    // A group does some billions of operations a second, and a step of many launches takes dozens of microseconds for nothing.
    private const long GroupOperations = 1 << 19;

    private readonly DeviceProgram<T> _program;
    private readonly DeviceMemories<T> _memories;
    private readonly DeviceParameters<T> _parameters, _buffers;
    private readonly DeviceBatch<T, TTarget> _batch;
    private readonly DeviceStates<T> _states;
    private readonly DeviceExamples<T>? _exampleLosses;
    private readonly DeviceMoves<T> _moves;

    private DeviceEngine(
        DeviceProgram<T> program, ProgramLayout layout, ParameterSet<T> parameters, ParameterSet<T> buffers, Criterion criterion,
        FormulaOptimizer optimizer, int capacity, TrainerOptions options)
        : base(layout, options)
    {
        _program = program;
        Store = new(program.Device);
        try
        {
            WeightMaps.Require(parameters.Definitions);
            OptimizerState<T> state = optimizer.Attach(parameters);
            _memories = DeviceSetup.Allocate(
                Store, program, layout, parameters, buffers, optimizer, state.SlotStride, capacity, options.AverageDecay is not null,
                hasLabels: typeof(TTarget) != typeof(T));
            _exampleLosses = layout.ExampleLossPlace < 0 ? null : new(Store, _memories, layout, capacity);
            _batch = new(Store, program, _memories, layout, criterion);
            program.Bind(_memories);
            _parameters = new(_memories.Parameters, parameters, nameof(Parameters));
            _parameters.Write(parameters);
            _buffers = new(_memories.Buffers, buffers, nameof(Buffers));
            _buffers.Write(buffers);
            _states = new(_memories.States, layout, capacity);
            Ring = new(optimizer, _memories.Constants, _memories.Losses);
            LossScaler<T>? scaler = _memories.HalfLength == 0 ? null : new(program, _memories, optimizer, state.PerStep, options.LossScaling);
            _moves = new(program, _memories, parameters, state, Accumulation, _batch.Arena, scaler, options);
        }
        catch
        {
            Store.Dispose();
            throw;
        }
    }

    /// <param name="program">The model's kernels, which this disposes of with their device, even where it cannot be made.</param>
    /// <param name="layout">Of the model.</param>
    /// <param name="parameters">The model's, which it begins with.</param>
    /// <param name="buffers">The model's, which it begins with too.</param>
    /// <param name="criterion">The loss's settings.</param>
    /// <param name="optimizer">The one that the program has kernels of, which serves no other trainer.</param>
    /// <param name="capacity">Most examples of one call.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    public static DeviceEngine<T, TTarget> Create(
        DeviceProgram<T> program, ProgramLayout layout, ParameterSet<T> parameters, ParameterSet<T> buffers, Criterion criterion,
        Optimizer optimizer, int capacity, TrainerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            ArgumentNullException.ThrowIfNull(parameters);
            ArgumentNullException.ThrowIfNull(buffers);
            ArgumentNullException.ThrowIfNull(criterion);
            ArgumentNullException.ThrowIfNull(optimizer);
            return new(program, layout, parameters, buffers, criterion, (FormulaOptimizer)optimizer, capacity, options ?? new());
        }
        catch
        {
            program.Dispose();
            program.Device.Dispose();
            throw;
        }
    }

    public DeviceStore Store { get; }

    public StepRing<T> Ring { get; }

    public DeviceMemories<T> Memories => _memories;

    public DeviceProgram<T> Program => _program;

    public DeviceRows<T> Rows => _batch.Rows;

    public override LossScaler<T>? Scaler => _moves.Scaler;

    public override int Capacity => _memories.Capacity;

    public override ParameterSet<T> Parameters => _parameters.Read();

    public override ParameterSet<T> Buffers => _buffers.Read();

    public override ParameterSet<T> Gradients => _moves.Gradients.Read();

    public override OptimizerState<T> OptimizerState => _moves.ReadState();

    public override ParameterSet<T>? Average => _moves.Average?.Read();

    public override GradientClipping? Clipping
    {
        get => _moves.Clipping;
        set => _moves.Clipping = value;
    }

    public override double GradientNorm => _moves.ReadNorm();

    public override string UnfusedBecause => "a device makes all gradients before it moves a weight";

    public override long Bytes => Store.Bytes - DeviceStore.BytesOf(_memories.Slots) + _batch.Bytes;

    // Nothing is there for the host to read: what was taken lies on the device.
    public override ref readonly T TakenInputs => ref Unsafe.NullRef<T>();

    public override ref readonly TTarget TakenTargets => ref Unsafe.NullRef<TTarget>();

    public override void TakeInput(int place, ReadOnlySpan<T> rows) => _batch.TakeInput(place, rows);

    public override void TakeInput(int place, ReadOnlySpan<int> rows) => _batch.TakeInput(place, rows);

    public override void TakeTarget(int place, ReadOnlySpan<T> rows) => _batch.TakeTarget(place, rows);

    public override void TakeTarget(int place, ReadOnlySpan<int> rows) => _batch.TakeTarget(place, rows);

    public override void TakeOutputGradient(int batch, OutputLayout output, ReadOnlySpan<T> rows) =>
        _batch.TakeOutputGradient(batch, output, rows);

    public override void ZeroGradients() => _moves.Zero();

    public override T Step(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets)
    {
        Enqueue(batch, seed, call, in inputs, in targets);
        return ReadLoss();
    }

    /// <summary>A step whose loss nobody waits for.</summary>
    public void Enqueue(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets)
    {
        _batch.TakeInputs(batch, in inputs);
        _batch.TakeTargets(batch, in targets);
        int slot = Ring.Next;
        if (Accumulation.IsLast)
        {
            Keep(slot);
            Ring.Write(slot, 1);
        }
        Run(new(batch, seed, call, slot));
        // The constants that an update falls back on must not be written over: once round the ring the device is asked.
        if (Ring.Next == 0)
            Settle();
    }

    /// <summary>The loss of the last slot used, when it is there; what the device has decided by then is known.</summary>
    public T ReadLoss()
    {
        T loss = Ring.Loss();
        Settle();
        return loss;
    }

    /// <summary>Keeps the constants of the optimizer's step that has begun.</summary>
    public void Keep(int slot)
    {
        Ring.Keep(slot);
        Scaler?.Remember();
    }

    public override void Settle() => Scaler?.Settle();

    /// <summary>A step on what was taken, or gathered, with the constants of its slot.</summary>
    public void Run(in DeviceCall call)
    {
        _batch.WriteSettings();
        _program.Forward(in call);
        _buffers.Change();
        Loss(in call);
        _batch.ChangeInputGradients();
        if (_moves.Run(in call))
            _parameters.Change();
    }

    /// <summary>
    /// Whether the steps of a batch are such that one group makes many of them in a launch sooner than many groups make one in many launches.
    /// </summary>
    public bool IsForGroup(int batch) =>
        batch * _program.ExampleOperations <= GroupOperations && _program.TooLargeForGroup is null && _moves.IsPlain && _exampleLosses is null;

    /// <summary>Steps that one group makes, with the constants of their slots.</summary>
    public void Train(in EnsembleCall<T> call)
    {
        _batch.WriteSettings();
        _program.Train(in call);
        Ring.Use(call.Slot + call.Steps - 1);
        _moves.Follow();
        _parameters.Change();
        _buffers.Change();
    }

    /// <summary>The first phase in inference mode, on a copy of the states.</summary>
    public void Infer(int batch, ulong seed, ulong call) => _program.Infer(new(batch, seed, call), keepsStates: true);

    public override T Evaluate(int batch, ulong seed, ulong call, ref readonly T inputs, ref readonly TTarget targets)
    {
        _batch.TakeInputs(batch, in inputs);
        _batch.TakeTargets(batch, in targets);
        _batch.WriteSettings();
        Infer(batch, seed, call);
        Loss(new(batch, seed, call, Ring.Next));
        return ReadLoss();
    }

    public override void Forward(int batch, ulong seed, ulong call)
    {
        _program.Forward(new(batch, seed, call));
        _buffers.Change();
        _batch.ReadOutputs(batch);
    }

    public override ReadOnlySpan<T> Output(int batch, int index) => _batch.Output(batch, index);

    /// <inheritdoc cref="DeviceBatch{T, TTarget}.ReadOutput"/>
    public void ReadOutput(int batch, int index, Span<T> destination) => _batch.ReadOutput(batch, index, destination);

    /// <inheritdoc cref="DeviceBatch{T, TTarget}.ReadSettings"/>
    public ReadOnlySpan<T> ReadSettings() => _batch.ReadSettings();

    public override T Loss(int batch, ulong seed, ulong call, ref readonly TTarget targets)
    {
        _batch.TakeTargets(batch, in targets);
        _batch.WriteSettings();
        Loss(new(batch, seed, call, Ring.Next));
        return ReadLoss();
    }

    public override ReadOnlySpan<T> ExampleLosses(int batch) => _exampleLosses!.Read(_batch.Rows, batch);

    public override void Accumulate(int batch, ulong seed, ulong call)
    {
        _batch.ChangeInputGradients();
        _moves.Accumulate(new(batch, seed, call));
    }

    public override ReadOnlySpan<T> InputGradient(int batch, InputLayout input) => _batch.ReadInputGradient(batch, input);

    public override void Update(bool ofSteps)
    {
        int slot = Ring.Next;
        Keep(slot);
        Ring.Write(slot, 1);
        _moves.Move(slot, ofSteps);
        _parameters.Change();
    }

    /// <summary>Weights and buffers for a model.</summary>
    /// <exception cref="ArgumentException">Its parameters are others; nothing has been written.</exception>
    public void CopyTo(IModel<T> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Parameters.CopyFrom(Parameters);
        model.Buffers.CopyFrom(Buffers);
    }

    /// <summary>Weights and buffers of a model.</summary>
    /// <exception cref="ArgumentException">Its parameters are others; nothing has changed.</exception>
    public void CopyFrom(IModel<T> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _parameters.Write(model.Parameters);
        _buffers.Write(model.Buffers);
    }

    public override void TakeLoaded()
    {
        _parameters.WriteCopy();
        _buffers.WriteCopy();
        _moves.WriteCopies();
    }

    public override void ResetStates() => _states.Reset();

    public override ParameterSet<T> StatesAsTensors() => _states.AsTensors();

    public override void CopyStatesTo(ParameterSet<T> tensors) => _states.CopyTo(tensors);

    public override void CopyStatesFrom(ParameterSet<T> tensors) => _states.CopyFrom(tensors);

    public override void Dispose()
    {
        _parameters.Close();
        _buffers.Close();
        _moves.Close();
        _batch.Close();
        _exampleLosses?.Close();
        Store.Dispose();
        _program.Dispose();
        _program.Device.Dispose();
    }

    private void Loss(in DeviceCall call)
    {
        Ring.Use(call.Slot);
        _program.Loss(in call);
        _exampleLosses?.Keep(call.Batch);
    }
}
