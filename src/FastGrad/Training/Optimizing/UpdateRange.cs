using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Training;

/// <summary>Consecutive weights with their gradients and slots, as an update rule sees them.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public readonly ref struct UpdateRange<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _weights;
    private readonly ref readonly T _gradients;
    private readonly ref T _slots;
    private readonly nint _slotStride;

    internal UpdateRange(ref T weights, ref readonly T gradients, ref T slots, nint slotStride, nint count)
    {
        _weights = ref weights;
        _gradients = ref gradients;
        _slots = ref slots;
        _slotStride = slotStride;
        Count = count;
    }

    /// <summary>How many weights: a whole number of vectors.</summary>
    public nint Count { get; }

    /// <summary>The first weight.</summary>
    public ref T Weights
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _weights;
    }

    /// <summary>The first gradient.</summary>
    public ref readonly T Gradients
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _gradients;
    }

    /// <summary>The first weight's element of a slot.</summary>
    /// <param name="index">The slot, in the order of the optimizer's slot names.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Slot(int index) => ref Unsafe.Add(ref _slots, index * _slotStride);

    /// <summary>Some of these weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal UpdateRange<T> Part(nint start, nint count) => new(
        ref Unsafe.Add(ref _weights, start),
        in Unsafe.Add(ref Unsafe.AsRef(in _gradients), start),
        ref Unsafe.Add(ref _slots, start),
        _slotStride,
        count);
}
