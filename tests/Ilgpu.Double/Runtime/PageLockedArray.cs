using System.Runtime.CompilerServices;
using ILGPU.Util;

namespace ILGPU.Runtime;

public abstract class PageLockedArray<T> : DisposeBase
    where T : unmanaged
{
    public abstract Span<T> Span { get; }

    public long Length => Span.Length;

    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();
}

public sealed class PageLockedArray1D<T> : PageLockedArray<T>
    where T : unmanaged
{
    public static readonly PageLockedArray1D<T> Empty = new(0, uninitialized: false);

    private readonly T[] _array;

    internal PageLockedArray1D(LongIndex1D extent, bool uninitialized)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extent.X, nameof(extent));
        _array = GC.AllocateArray<T>(extent.ToIntIndex(), pinned: true);
        if (uninitialized)
            Unsafe.InitBlock(ref Unsafe.As<T, byte>(ref _array[0]), DeviceMemory.Garbage, (uint)(_array.Length * Unsafe.SizeOf<T>()));
    }

    public LongIndex1D Extent => _array.LongLength;

    public override Span<T> Span
    {
        get
        {
            VerifyNotDisposed();
            return _array;
        }
    }

    public ref T this[int index] => ref Span[index];

    public ref T this[long index] => ref Span[checked((int)index)];

    public T[] GetArray() => _array;
}

public static class PageLockedArrayExtensions
{
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent, bool uninitialized)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        return new PageLockedArray1D<T>(extent, uninitialized);
    }

    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent)
        where T : unmanaged => accelerator.AllocatePageLocked1D<T>(extent, uninitialized: false);
}
