using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Training;

/// <summary>One call's view of a model's memory: what emitted code reads its operands from.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public readonly ref struct Frame<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _parameters;
    private readonly ref T _arena;
    private readonly int _fixedLength;
    private readonly int _capacity;

    internal Frame(ref T parameters, ref T arena, int fixedLength, int capacity, int batch)
    {
        _parameters = ref parameters;
        _arena = ref arena;
        _fixedLength = fixedLength;
        _capacity = capacity;
        Batch = batch;
    }

    /// <summary>Examples in this call.</summary>
    public int Batch { get; }

    /// <summary>First element of a parameter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Parameter(int offset) => ref Unsafe.Add(ref _parameters, offset);

    /// <summary>First row of a buffer with one row per example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Rows(int place) => ref Unsafe.Add(ref _arena, _fixedLength + (nint)place * _capacity);

    /// <summary>First element of a buffer that does not depend on the batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Fixed(int offset) => ref Unsafe.Add(ref _arena, offset);
}
