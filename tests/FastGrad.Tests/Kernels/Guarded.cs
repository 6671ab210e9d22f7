using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>
/// Numbers with nothing of ours around them. On Linux forbidden pages lie on both sides and the numbers touch one of them, so that reading or
/// writing past that end kills the process at once, with the kernel's name in the trace; elsewhere, and on the other side, what lies around
/// is poison that must stay as it is and that shows in whatever it was used for.
/// </summary>
internal sealed unsafe class Guarded<T> : IDisposable where T : unmanaged
{
    private static readonly int _pageSize = Environment.SystemPageSize;
    private const int NoAccess = 0, ReadAndWrite = 3, PrivateAnonymous = 0x22;

    private readonly T _poison;
    private readonly nint _mapping;
    private readonly nuint _mapped;
    private readonly T* _room;
    private readonly int _roomLength;
    private readonly int _start;

    public Guarded(int length, T poison, bool atEnd)
    {
        Length = length;
        _poison = poison;
        nuint room = ((nuint)(length + 64) * (nuint)sizeof(T) + (nuint)_pageSize - 1) / (nuint)_pageSize * (nuint)_pageSize;
        if (OperatingSystem.IsLinux())
        {
            _mapped = room + 2 * (nuint)_pageSize;
            _mapping = Guarded.Map(0, _mapped, NoAccess, PrivateAnonymous, -1, 0);
            Assert.NotEqual(-1, _mapping);
            Assert.Equal(0, Guarded.Protect(_mapping + _pageSize, room, ReadAndWrite));
            _room = (T*)(_mapping + _pageSize);
        }
        else
        {
            _mapping = (nint)NativeMemory.Alloc(room);
            _room = (T*)_mapping;
        }
        _roomLength = (int)(room / (nuint)sizeof(T));
        // Without pages of our own the poison must stand on both sides.
        _start = OperatingSystem.IsLinux() ? (atEnd ? _roomLength - length : 0) : 32;
        new Span<T>(_room, _roomLength).Fill(poison);
    }

    /// <summary>With the numbers given.</summary>
    public Guarded(ReadOnlySpan<T> values, T poison, bool atEnd) : this(values.Length, poison, atEnd) => values.CopyTo(Span);

    public int Length { get; }

    public ref T Start => ref *(_room + _start);

    public Span<T> Span => new(_room + _start, Length);

    /// <summary>That nothing beside the numbers has been written.</summary>
    public void AssertWhole()
    {
        for (int index = 0; index < _roomLength; index++)
            if (index == _start && Length > 0)
                index += Length - 1;
            else
                Assert.True(Same(_room[index], _poison), $"[{index - _start}] of {Length} was written");
    }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            Assert.Equal(0, Guarded.Unmap(_mapping, _mapped));
        else
            NativeMemory.Free((void*)_mapping);
    }

    public static bool Same(T left, T right) =>
        new ReadOnlySpan<byte>(&left, sizeof(T)).SequenceEqual(new ReadOnlySpan<byte>(&right, sizeof(T)));
}

/// <summary>Examples apart from each other, with poison between them.</summary>
internal static class Guarded
{
    /// <summary>Examples of <paramref name="length"/> numbers, <paramref name="stride"/> apart (0: one that all share), ending with the last.</summary>
    public static Guarded<T> Examples<T>(int batch, int length, int stride, bool atEnd, Func<int, T> draw)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int examples = stride == 0 ? 1 : batch;
        Guarded<T> guarded = new((examples - 1) * stride + length, T.NaN, atEnd);
        guarded.Span.Fill(T.NaN);
        for (int example = 0; example < examples; example++)
            for (int index = 0; index < length; index++)
                guarded.Span[example * stride + index] = draw(example * length + index);
        return guarded;
    }

    /// <summary>One example's numbers.</summary>
    public static Span<T> Example<T>(this Guarded<T> guarded, int example, int stride, int length) where T : unmanaged =>
        guarded.Span.Slice(example * stride, length);

    /// <summary>That the poison around and between the examples is as it was.</summary>
    public static void AssertOnlyExamples<T>(this Guarded<T> guarded, int batch, int length, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        guarded.AssertWhole();
        for (int example = 0; stride != 0 && example + 1 < batch; example++)
            for (int index = example * stride + length; index < (example + 1) * stride; index++)
                Assert.True(Guarded<T>.Same(guarded.Span[index], T.NaN), $"[{index}], between examples, was written");
    }

    // Pages from the operating system, on Linux.
    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap", SetLastError = true)]
    public static extern int Unmap(nint address, nuint length);
}
