using System.Numerics;
using FastGrad.Memory;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>
/// From gradients to a move of the weights on a device: what is gathered over several batches, clipped before and averaged after it.
/// </summary>
internal sealed class DeviceMoves<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceProgram<T> _program;
    private readonly DeviceMemories<T> _memories;
    private readonly Accumulation _accumulation;
    private readonly OptimizerState<T> _state;
    private readonly DeviceMirror<T> _slots, _norm;
    private readonly PinnedBuffer<T> _normCopy = new(1);
    private readonly ArenaRows<T> _arena;
    private readonly double _decay;
    private bool _hasNorm;

    public DeviceMoves(
        DeviceProgram<T> program, DeviceMemories<T> memories, ParameterSet<T> parameters, OptimizerState<T> state, Accumulation accumulation,
        ArenaRows<T> arena, LossScaler<T>? scaler, TrainerOptions options)
    {
        _program = program;
        _memories = memories;
        _accumulation = accumulation;
        _state = state;
        _arena = arena;
        Scaler = scaler;
        _slots = new(memories.Slots, state.Buffer, nameof(ITrainer<>.OptimizerState));
        _norm = new(memories.Norms, _normCopy, nameof(ITrainer.GradientNorm));
        Gradients = new(memories.Gradients, parameters, nameof(ITrainer<>.Gradients));
        Clipping = options.Clipping;
        if (options.AverageDecay is not double decay)
            return;
        _decay = decay;
        Average = new(memories.Average, parameters, nameof(ITrainer<>.Average));
        Average.Write(parameters);
    }

    public DeviceParameters<T> Gradients { get; }

    /// <summary>Null where the model is not in mixed precision.</summary>
    public LossScaler<T>? Scaler { get; }

    public DeviceParameters<T>? Average { get; }

    public GradientClipping? Clipping { get; set; }

    public OptimizerState<T> ReadState()
    {
        _slots.Read();
        return _state;
    }

    /// <summary>Of the last move; NaN where nothing asked for it.</summary>
    public double ReadNorm()
    {
        if (!_hasNorm)
            return double.NaN;
        _norm.Read();
        return double.CreateTruncating(_normCopy.Span[0]);
    }

    public void Zero()
    {
        _memories.Gradients.Clear();
        Gradients.Change();
    }

    /// <summary>A phase's gradients, added up. What several steps gathered gives way.</summary>
    public void Accumulate(in DeviceCall call)
    {
        if (!_accumulation.IsEmpty)
        {
            Zero();
            _accumulation.Drop();
        }
        _program.Backward(call with { Adds = true });
        _arena.KeepInputGradients(call.Batch);
        Gradients.Change();
    }

    /// <summary>A step's gradients, and the move where it is this step's turn.</summary>
    /// <returns>Whether it was.</returns>
    public bool Run(in DeviceCall call)
    {
        (bool adds, bool moves) = (!_accumulation.IsEmpty, _accumulation.IsLast);
        _program.Backward(call with { Adds = adds, Share = _accumulation.Take(call.Batch) });
        _arena.KeepInputGradients(call.Batch);
        Gradients.Change();
        if (moves)
            Move(call.Slot, ofSteps: true);
        return moves;
    }

    /// <summary>Moves the weights along whole gradients, by the constants of a slot.</summary>
    public void Move(int slot, bool ofSteps)
    {
        if (ofSteps && _accumulation.Finish() is not 1 and double correction)
            _program.Scale(correction);
        Scaler?.Check(_accumulation.Steps);
        _hasNorm = Clipping is { Kind: not ClippingKind.Value };
        if (_hasNorm)
        {
            _program.Clip(Clipping!.Limit, Clipping.Kind == ClippingKind.TensorNorm);
            _norm.Change();
        }
        _program.Update(new(Batch: 0, Seed: 0, Call: 0, slot), Clipping is { Kind: ClippingKind.Value } ? Clipping.Limit : double.PositiveInfinity);
        if (Average is not null)
        {
            _program.Follow(_decay);
            Average.Change();
        }
        Gradients.Change();
        _slots.Change();
    }

    /// <summary>Whether a step does no more than move weights along its own gradient.</summary>
    public bool IsPlain => Clipping is null && Average is null && _accumulation.Steps == 1;

    /// <summary>The device has made plain steps by itself.</summary>
    public void Follow()
    {
        _hasNorm = false;
        Gradients.Change();
        _slots.Change();
    }

    /// <summary>What was loaded into the copies is for the device.</summary>
    public void WriteCopies()
    {
        _slots.Write();
        // Only of an update under way does a file hold gradients; others stay as they are.
        if (!_accumulation.IsEmpty)
            Gradients.WriteCopy();
        Average?.WriteCopy();
    }

    /// <inheritdoc cref="DeviceMirror{T}.Close"/>
    public void Close()
    {
        _slots.Close();
        _norm.Close();
        Gradients.Close();
        Average?.Close();
    }
}
