using System.Numerics;
using FastGrad.Memory;
using FastGrad.Training;

namespace FastGrad.Devices;

/// <summary>What models side by side keep on a device: each memory has one model's after another's.</summary>
internal sealed class EnsembleMemory<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceProgram<T> _program;
    private readonly DeviceStore _store;
    private readonly DeviceMemories<T> _memories;
    private readonly DataSet<T> _examples;
    private readonly DeviceMemory<T> _inputs, _targets;
    private readonly DeviceMemory<int> _labels, _plan, _seeds;
    private readonly ParameterSet<T> _parameters, _buffers;
    private readonly PinnedBuffer<T> _parameterCopy, _bufferCopy;
    private readonly int[] _steps = new int[2 * StepRing<T>.Slots];
    private readonly int _count, _version;

    /// <param name="program">Their kernels.</param>
    /// <param name="layout">Of each.</param>
    /// <param name="examples">What they learn from.</param>
    /// <param name="parameters">How their weights lie, and what the frozen ones are.</param>
    /// <param name="buffers">How their buffers lie.</param>
    /// <param name="optimizer">One of theirs, attached to such parameters.</param>
    /// <param name="slotStride">From one slot of an optimizer to the next.</param>
    /// <param name="settings">Of their losses.</param>
    /// <param name="seeds">Of each model.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <exception cref="DeviceMemoryException">The device has too little memory.</exception>
    public EnsembleMemory(
        DeviceProgram<T> program, ProgramLayout layout, DataSet<T> examples, ParameterSet<T> parameters, ParameterSet<T> buffers,
        FormulaOptimizer optimizer, int slotStride, ReadOnlySpan<T> settings, ReadOnlySpan<ulong> seeds, int batch)
    {
        _program = program;
        _count = seeds.Length;
        (_parameterCopy, _bufferCopy) = (new(parameters.Length), new(buffers.Length));
        (_parameters, _buffers) = (new(parameters, _parameterCopy, 0), new(buffers, _bufferCopy, 0));
        _examples = examples;
        _version = examples.Version;
        Examples = examples.Count;
        _store = new(program.Device);
        try
        {
            _memories = DeviceSetup.Allocate(
                _store, program, layout, parameters, buffers, optimizer, slotStride, batch, averages: false, examples.HasLabels, copies: _count);
            (_inputs, _targets, _labels) = examples.Pack(_store);
            Order = _store.Allocate<int>(Examples, "order of the examples");
            _plan = _store.Allocate<int>(_steps.Length, "steps");
            _seeds = _store.Allocate<int>(2 * _count, "seeds");
            _memories.Settings.Write(settings);
            Start(seeds, parameters);
        }
        catch
        {
            _store.Dispose();
            throw;
        }
    }

    public int Examples { get; }

    /// <summary>Which examples come after which.</summary>
    public DeviceMemory<int> Order { get; }

    /// <summary>Whether the trainer, whose kernels and device these are, is gone.</summary>
    public bool IsOrphaned => _examples.IsDisposed;

    /// <summary>Whether others lie where the examples were.</summary>
    public bool HasLostExamples => _examples.Version != _version;

    /// <summary>Has all models make some steps, and waits for their losses.</summary>
    /// <param name="first">Place in the order where the first step begins.</param>
    /// <param name="batch">Examples of a step.</param>
    /// <param name="steps">How many.</param>
    /// <param name="constants">Of their optimizers.</param>
    /// <param name="call">Steps that were made before.</param>
    /// <param name="losses">Takes each model's losses, slot after slot.</param>
    public void Run(int first, int batch, int steps, ReadOnlySpan<T> constants, ulong call, Span<T> losses)
    {
        for (int step = 0; step < steps; step++)
        {
            int begin = first + step * batch;
            _steps[2 * step] = begin;
            _steps[2 * step + 1] = Math.Min(batch, Examples - begin);
        }
        _plan.Write(_steps);
        _memories.Constants.Write(constants);
        _program.Train(new(_memories, _inputs, _targets, _labels, Order, _plan, _seeds, _count, steps, Examples, call));
        _memories.Losses.Read(losses);
    }

    /// <summary>Copies what one of them has learned.</summary>
    /// <exception cref="ArgumentException">The destination is of another class; nothing has been written.</exception>
    public void Read(int model, IModel<T> destination)
    {
        _memories.Parameters.Read(_parameterCopy.Span, (long)model * _memories.ParameterLength);
        if (_buffers.Count > 0)
            _memories.Buffers.Read(_bufferCopy.Span, (long)model * _buffers.Length);
        destination.Parameters.CopyFrom(_parameters);
        destination.Buffers.CopyFrom(_buffers);
    }

    public void Dispose() => _store.Dispose();

    /// <summary>The models as each seed makes them, but for what is frozen: it was learned elsewhere, and is the trainer's.</summary>
    private void Start(ReadOnlySpan<ulong> seeds, ParameterSet<T> own)
    {
        int[] words = new int[2 * seeds.Length];
        for (int model = 0; model < seeds.Length; model++)
        {
            ulong seed = seeds[model];
            (words[2 * model], words[2 * model + 1]) = (unchecked((int)seed), unchecked((int)(seed >> 32)));
            _parameters.Initialize(seed);
            for (int index = 0; index < own.Count; index++)
                if (own.Definitions[index].IsFrozen)
                    own[index].Values.CopyTo(_parameters[index].Values);
            _memories.Parameters.Write(_parameterCopy.Span, (long)model * _memories.ParameterLength);
            if (_buffers.Count == 0)
                continue;
            _buffers.Initialize(seed);
            _memories.Buffers.Write(_bufferCopy.Span, (long)model * _buffers.Length);
        }
        _seeds.Write(words);
    }
}
