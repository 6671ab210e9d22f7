using System.Numerics;
using FastGrad.Memory;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>The memory of one trainer or predictor: an arena after the program's plan, and the states, over the model's parameters and buffers.</summary>
internal sealed class Workspace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _arena;
    private readonly PinnedBuffer<T> _states;
    private readonly PinnedBuffer<T> _formerStates;
    private readonly bool _hasStates;
    private readonly int _fixedLength;

    /// <param name="layout">The program's plan.</param>
    /// <param name="parameters">The model's.</param>
    /// <param name="buffers">The model's.</param>
    /// <param name="capacity">Most examples at once.</param>
    /// <param name="training">Whether there is to be room for more than inference.</param>
    /// <param name="options">How it works; null for one thread.</param>
    public Workspace(
        ProgramLayout layout, ParameterSet<T> parameters, ParameterSet<T> buffers, int capacity, bool training, TrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(buffers);
        int exampleLength = training ? layout.ExampleLength : layout.InferExampleLength;
        _fixedLength = training ? layout.FixedLength : layout.InferFixedLength;
        Arguments.Capacity<T>(capacity, _fixedLength, layout, exampleLength);
        Layout = layout;
        StateRows = new(layout.States, capacity);
        _hasStates = layout.States.Count > 0;
        Capacity = capacity;
        Parameters = parameters;
        Buffers = buffers;
        _arena = new(_fixedLength + exampleLength * capacity);
        // Without states nobody looks there, and a reference must point somewhere.
        _states = layout.StateLength == 0 ? _arena : new(layout.StateLength * capacity);
        _formerStates = layout.StateLength == 0 || !training ? _states : new(layout.StateLength * capacity);
        ResetStates();
        // Last: what was refused above leaves no threads behind.
        if (options is { Threads: > 1 })
            Team = new(options.Threads, layout.ScratchLength, options.LeastWork);
    }

    public ProgramLayout Layout { get; }

    /// <summary>The model's.</summary>
    public ParameterSet<T> Parameters { get; }

    /// <summary>The model's.</summary>
    public ParameterSet<T> Buffers { get; }

    public int Capacity { get; }

    /// <summary>Who shares the work; null where one thread does all.</summary>
    public Team<T>? Team { get; }

    public bool HasStates => Layout.StateLength > 0;

    /// <summary>How <see cref="States"/> lie.</summary>
    public StateRows<T> StateRows { get; }

    /// <summary>What is carried from call to call, in a model that carries something.</summary>
    public Span<T> States => _states.Span;

    /// <summary>What the garbage collector was asked for.</summary>
    public long Bytes => _arena.Bytes + (_states == _arena ? 0 : _states.Bytes) + (_formerStates == _states ? 0 : _formerStates.Bytes)
        + (Team?.Bytes ?? 0);

    /// <summary>A view for <c>Forward</c> and <c>Infer</c>: what they write of the states lives on.</summary>
    public Frame<T> Frame(int batch, ulong seed, ulong call) => Frame(ref _states.Start, batch, seed, call);

    /// <summary>A view on the states as <see cref="KeepStates"/> kept them.</summary>
    public Frame<T> FormerFrame(int batch, ulong seed, ulong call) => Frame(ref _formerStates.Start, batch, seed, call);

    /// <summary>Puts the states of a batch's examples aside, as they are before a forward pass.</summary>
    public void KeepStates(int batch)
    {
        if (_hasStates)
            StateRows.Copy(batch, _states.Span, _formerStates.Span);
    }

    /// <summary>Every example's states as in the beginning.</summary>
    public void ResetStates()
    {
        if (_hasStates)
            StateRows.Reset(_states.Span);
    }

    /// <summary>Copies rows from the arena to where the user reads them, one after another.</summary>
    public void CopyOut(int batch, int place, int stride, int length, Span<T> destination)
    {
        ReadOnlySpan<T> rows = _arena.Span[(_fixedLength + place * Capacity)..];
        for (int row = 0; row < batch; row++)
            rows.Slice(row * stride, length).CopyTo(destination[(row * length)..]);
    }

    /// <summary>The opposite of <see cref="CopyOut"/>.</summary>
    public void CopyIn(int batch, int place, int stride, int length, ReadOnlySpan<T> source)
    {
        Span<T> rows = _arena.Span[(_fixedLength + place * Capacity)..];
        for (int row = 0; row < batch; row++)
            source.Slice(row * length, length).CopyTo(rows[(row * stride)..]);
    }

    private Frame<T> Frame(ref T states, int batch, ulong seed, ulong call) =>
        new(ref Parameters.Start, ref Buffers.Start, ref _arena.Start, ref states, _fixedLength, Capacity, batch, seed, call, Team);
}
