using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastGrad.Memory;

/// <summary>
/// Numbers that stay where they are, from a cache line's start on, zero at first. Kernels work in whole vectors: <see cref="Slack"/>
/// more elements may be read and written after the last.
/// </summary>
/// <typeparam name="T">The element.</typeparam>
public sealed class PinnedBuffer<T> where T : unmanaged
{
    /// <summary>Elements past the end that belong to the buffer all the same.</summary>
    public const int Slack = 64;

    private const int Alignment = 64;

    private readonly T[] _array;
    private readonly int _start;

    /// <summary>A buffer of zeros.</summary>
    /// <param name="length">Its elements; at least 0.</param>
    public unsafe PinnedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaximumLength);
        int padding = Alignment / sizeof(T) - 1;
        _array = GC.AllocateArray<T>(length + padding + Slack, pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((nuint)(-(nint)address & (Alignment - 1)) / (nuint)sizeof(T));
        Length = length;
    }

    /// <summary>The longest buffer possible.</summary>
    public static int MaximumLength => Array.MaxLength - Slack - Alignment;

    /// <summary>Elements, without the slack.</summary>
    public int Length { get; }

    /// <summary>Bytes of memory, with the slack and what alignment costs.</summary>
    public unsafe long Bytes => (long)_array.Length * sizeof(T);

    /// <summary>The first element.</summary>
    public ref T Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    /// <summary>The elements, without the slack.</summary>
    public Span<T> Span => _array.AsSpan(_start, Length);
}
