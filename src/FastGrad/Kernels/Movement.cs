using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastGrad.Kernels;

/// <summary>
/// Copies that rearrange each example's elements. Nothing is checked here: lengths are the caller's promise, and source and destination
/// must not overlap. Only the elements named are read and written.
/// </summary>
public static class Movement
{
    /// <summary>
    /// destination[i, j, …] ← source[<paramref name="offset"/> + i·step₀ + j·step₁ + …]: slices, transpositions, broadcasts (step 0).
    /// </summary>
    /// <param name="batch">Examples.</param>
    /// <param name="source">The first example's source.</param>
    /// <param name="sourceStride">Elements from one example's source to the next's; 0 where it is shared.</param>
    /// <param name="destination">The first example's destination, which is tight and row-major.</param>
    /// <param name="destinationStride">Elements from one example's destination to the next's.</param>
    /// <param name="offset">Where in its source the destination's first element lies.</param>
    /// <param name="dimensions">Of the destination; at most 32.</param>
    /// <param name="steps">For each dimension the elements from one place in the source to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Strided<T>(
        int batch, ref readonly T source, int sourceStride, ref T destination, int destinationStride, int offset,
        ReadOnlySpan<int> dimensions, ReadOnlySpan<int> steps)
        where T : unmanaged
    {
        Span<int> lengths = stackalloc int[MaximumRank], strides = stackalloc int[MaximumRank];
        int rank = Merge(dimensions, steps, lengths, strides);
        lengths = lengths[..rank];
        strides = strides[..rank];
        ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        for (nint example = 0; example < batch; example++)
            Copy(ref Unsafe.Add(ref from, example * sourceStride), ref Unsafe.Add(ref destination, example * destinationStride), lengths, strides);
    }

    /// <summary>One operand of a concatenation: <paramref name="outer"/> runs of <paramref name="length"/> elements, which lie one after the other, move apart.</summary>
    /// <param name="batch">Examples.</param>
    /// <param name="source">The first example's source, tight.</param>
    /// <param name="sourceStride">Elements from one example's source to the next's; 0 where it is shared.</param>
    /// <param name="destination">The first example's destination.</param>
    /// <param name="destinationStride">Elements from one example's destination to the next's.</param>
    /// <param name="outer">Runs.</param>
    /// <param name="length">Elements in a run.</param>
    /// <param name="destinationOffset">Where in its destination the first run goes.</param>
    /// <param name="destinationStep">Elements from the start of one run to that of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block<T>(
        int batch, ref readonly T source, int sourceStride, ref T destination, int destinationStride, int outer, int length,
        int destinationOffset, int destinationStep)
        where T : unmanaged
    {
        for (nint example = 0; example < batch; example++)
        {
            ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), example * sourceStride);
            ref T to = ref Unsafe.Add(ref destination, example * destinationStride + destinationOffset);
            for (nint run = 0; run < outer; run++)
                Copy(ref Unsafe.Add(ref from, run * length), ref Unsafe.Add(ref to, run * destinationStep), length);
        }
    }

    /// <summary>The value at <paramref name="outer"/> runs of <paramref name="length"/> elements.</summary>
    /// <param name="batch">Examples.</param>
    /// <param name="value">What to write.</param>
    /// <param name="destination">The first example's destination.</param>
    /// <param name="destinationStride">Elements from one example's destination to the next's.</param>
    /// <param name="outer">Runs.</param>
    /// <param name="length">Elements in a run.</param>
    /// <param name="destinationOffset">Where in its destination the first run begins.</param>
    /// <param name="destinationStep">Elements from the start of one run to that of the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<T>(
        int batch, T value, ref T destination, int destinationStride, int outer, int length, int destinationOffset, int destinationStep)
        where T : unmanaged
    {
        for (nint example = 0; example < batch; example++)
        {
            ref T to = ref Unsafe.Add(ref destination, example * destinationStride + destinationOffset);
            for (nint run = 0; run < outer; run++)
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, run * destinationStep), length).Fill(value);
        }
    }

    private const int MaximumRank = 32;

    // Dimensions of one place fall away, and two that are walked as one become one: what is left has long runs.
    private static int Merge(ReadOnlySpan<int> dimensions, ReadOnlySpan<int> steps, Span<int> lengths, Span<int> strides)
    {
        int rank = 0;
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            if (dimensions[axis] == 1)
                continue;
            if (rank > 0 && strides[rank - 1] == steps[axis] * dimensions[axis])
                lengths[--rank] *= dimensions[axis];
            else
                lengths[rank] = dimensions[axis];
            strides[rank++] = steps[axis];
        }
        return rank;
    }

    // Gives the destination's end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref T Copy<T>(ref T source, ref T destination, ReadOnlySpan<int> lengths, ReadOnlySpan<int> strides) where T : unmanaged
    {
        if (lengths.Length == 0)
        {
            destination = source;
            return ref Unsafe.Add(ref destination, 1);
        }
        int length = lengths[0];
        nint stride = strides[0];
        if (lengths.Length > 1)
        {
            for (nint index = 0; index < length; index++)
                destination = ref Copy(ref Unsafe.Add(ref source, index * stride), ref destination, lengths[1..], strides[1..]);
            return ref destination;
        }
        if (stride == 1)
            Copy(ref source, ref destination, length);
        else if (stride == 0)
            MemoryMarshal.CreateSpan(ref destination, length).Fill(source);
        else
            for (nint index = 0; index < length; index++)
                Unsafe.Add(ref destination, index) = Unsafe.Add(ref source, index * stride);
        return ref Unsafe.Add(ref destination, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<T>(ref T source, ref T destination, int length) where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref source, length).CopyTo(MemoryMarshal.CreateSpan(ref destination, length));
}
