using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>One call's view of a model's memory: what emitted code reads its operands from.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public readonly ref struct Frame<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _parameters;
    private readonly ref T _buffers;
    private readonly ref T _arena;
    private readonly ref T _states;
    private readonly int _fixedLength;
    private readonly int _capacity;

    internal Frame(
        ref T parameters, ref T buffers, ref T arena, ref T states, int fixedLength, int capacity, int batch, ulong seed, ulong call, Team<T>? team)
    {
        _parameters = ref parameters;
        _buffers = ref buffers;
        _arena = ref arena;
        _states = ref states;
        _fixedLength = fixedLength;
        _capacity = capacity;
        Batch = batch;
        Seed = seed;
        Call = call;
        Team = team;
    }

    /// <summary>Examples in this call.</summary>
    public int Batch { get; }

    /// <summary>Key of the random numbers.</summary>
    public ulong Seed { get; }

    /// <summary>Which training forward pass this is, or belongs to: its random numbers are drawn by this count, 0 for the trainer's first.</summary>
    public ulong Call { get; }

    /// <summary>Who shares the work; null where one thread does all.</summary>
    public Team<T>? Team { get; }

    /// <summary>First element of a parameter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Parameter(int offset) => ref Unsafe.Add(ref _parameters, offset);

    /// <summary>First element of a buffer of the model, such as a running mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Buffer(int offset) => ref Unsafe.Add(ref _buffers, offset);

    /// <summary>First row of a value with one row per example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Rows(int place) => ref Unsafe.Add(ref _arena, _fixedLength + (nint)place * _capacity);

    /// <summary>First element of a value that does not depend on the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Fixed(int offset) => ref Unsafe.Add(ref _arena, offset);

    /// <summary>
    /// First row of a state, one row per example. In <c>Forward</c> and <c>Infer</c> what is written here is what the next call finds; in
    /// <c>Loss</c> and <c>Backward</c> it is what <c>Forward</c> found.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T State(int place) => ref Unsafe.Add(ref _states, (nint)place * _capacity);

    /// <summary>First row of one of several inputs or targets, in the buffer that holds them all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Packed(ref readonly T all, int place) => ref Unsafe.Add(ref Unsafe.AsRef(in all), (nint)place * _capacity);
}
