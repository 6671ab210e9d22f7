using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastGrad.Kernels;
using FastGrad.Threading;

namespace FastGrad.Training;

/// <summary>A model's tensors with their gradients and slots, as a whole-tensor rule goes over them.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public readonly ref struct TensorWalk<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Elements whose sum is made in the model's precision, lane by lane. From block to block sums are double, so a float's rounding
    /// errors do not grow with the tensor.
    /// </summary>
    private const int Block = 4096;

    private readonly Team<T>? _team;
    private readonly ReadOnlySpan<(int Offset, int Length)> _tensors;
    private readonly ref T _weights;
    private readonly ref readonly T _gradients;
    private readonly ref T _slots;
    private readonly nint _slotStride;

    internal TensorWalk(
        Team<T>? team, ReadOnlySpan<(int Offset, int Length)> tensors, ref T weights, ref readonly T gradients, ref T slots, nint slotStride)
    {
        _team = team;
        _tensors = tensors;
        _weights = ref weights;
        _gradients = ref gradients;
        _slots = ref slots;
        _slotStride = slotStride;
    }

    /// <summary>How many tensors.</summary>
    public int Count => _tensors.Length;

    /// <summary>A tensor's elements.</summary>
    /// <param name="tensor">0 for the first.</param>
    public int Length(int tensor) => _tensors[tensor].Length;

    /// <summary>Goes over a tensor in order, block by block, and gathers. One thread does: the sums are one chain.</summary>
    /// <param name="tensor">0 for the first.</param>
    /// <param name="constants">What the pass needs to know.</param>
    /// <param name="gathered">The sums and extremes, which go on from what is in them.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather<TRule>(int tensor, ReadOnlySpan<double> constants, Span<double> gathered) where TRule : struct, IGatherRule
    {
        (nint offset, nint length) = _tensors[tensor];
        for (nint start = 0; start < length; start += Block)
        {
            nint count = nint.Min(Block, length - start), done = 0;
            // The widest vectors first, the rest in ever narrower ones: nothing past a tensor's end takes part.
            if (Vector512.IsHardwareAccelerated)
                done = Gather<TRule, Wide512<T>>(offset + start, done, count, constants, gathered);
            if (Vector256.IsHardwareAccelerated && done < count)
                done = Gather<TRule, Wide256<T>>(offset + start, done, count, constants, gathered);
            if (Vector128.IsHardwareAccelerated && done < count)
                done = Gather<TRule, Wide128<T>>(offset + start, done, count, constants, gathered);
            if (done < count)
                Gather<TRule, Scalar<T>>(offset + start, done, count, constants, gathered);
        }
    }

    /// <summary>Goes over a tensor and moves it.</summary>
    /// <param name="tensor">0 for the first.</param>
    /// <param name="constants">What the pass needs to know.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Update<TRule>(int tensor, ReadOnlySpan<double> constants) where TRule : struct, IUpdateRule
    {
        (int offset, int count) = _tensors[tensor];
        if (_team is not null && _team.Parts(UpdateJob<T>.Cost * count) is > 1 and int parts)
            TensorUpdateJob<TRule, T>.Run(_team, parts, in this, offset, count, constants);
        else
            Update<TRule>(offset, count, constants);
    }

    /// <summary>Moves some of a tensor's weights. One lane computes alike at every width, so where they are cut does not show.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Update<TRule>(nint offset, nint count, ReadOnlySpan<double> constants) where TRule : struct, IUpdateRule
    {
        nint done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = Update<TRule, Wide512<T>>(offset, done, count, constants);
        if (Vector256.IsHardwareAccelerated && done < count)
            done = Update<TRule, Wide256<T>>(offset, done, count, constants);
        if (Vector128.IsHardwareAccelerated && done < count)
            done = Update<TRule, Wide128<T>>(offset, done, count, constants);
        if (done < count)
            Update<TRule, Scalar<T>>(offset, done, count, constants);
    }

    private nint Gather<TRule, V>(nint offset, nint done, nint count, ReadOnlySpan<double> constants, Span<double> gathered)
        where TRule : struct, IGatherRule
        where V : struct, IVector<V, T>
    {
        nint whole = (count - done) & -V.Count;
        if (whole > 0)
            TRule.Gather<V, T>(Range(offset + done, whole), constants, gathered);
        return done + whole;
    }

    private nint Update<TRule, V>(nint offset, nint done, nint count, ReadOnlySpan<double> constants)
        where TRule : struct, IUpdateRule
        where V : struct, IVector<V, T>
    {
        nint whole = (count - done) & -V.Count;
        if (whole > 0)
            TRule.Update<V, T>(Range(offset + done, whole), constants);
        return done + whole;
    }

    private UpdateRange<T> Range(nint start, nint count) => new(
        ref Unsafe.Add(ref _weights, start),
        in Unsafe.Add(ref Unsafe.AsRef(in _gradients), start),
        ref Unsafe.Add(ref _slots, start),
        _slotStride,
        count);
}
