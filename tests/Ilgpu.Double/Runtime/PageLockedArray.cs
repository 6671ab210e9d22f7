using System.Runtime.CompilerServices;
using ILGPU.Util;

namespace ILGPU.Runtime;

public abstract class PageLockedArray<T> : DisposeBase
    where T : unmanaged
{
    public abstract Span<T> Span { get; }

    /// <summary>The array as memory that copies go to and from; kernels may read it too.</summary>
    public abstract ArrayView<T> ArrayView { get; }

    public long Length => Span.Length;

    public Span<T>.Enumerator GetEnumerator() => Span.GetEnumerator();
}

public sealed class PageLockedArray1D<T> : PageLockedArray<T>
    where T : unmanaged
{
    public static readonly PageLockedArray1D<T> Empty = new(null, 0, uninitialized: false);

    private readonly DeviceMemory? _memory;

    internal PageLockedArray1D(Accelerator? accelerator, LongIndex1D extent, bool uninitialized)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(extent.X, nameof(extent));
        Extent = extent;
        if (accelerator is null || extent.X == 0)
            return;
        _memory = new DeviceMemory(accelerator, extent.X, Interop.SizeOf<T>(), isHost: true);
        if (!uninitialized)
            Span.Clear();
    }

    public LongIndex1D Extent { get; }

    public override unsafe Span<T> Span
    {
        get
        {
            VerifyNotDisposed();
            return _memory is null ? [] : new Span<T>((void*)_memory.NativePtr, Extent.ToIntIndex());
        }
    }

    public override ArrayView<T> ArrayView => _memory is null ? ArrayView<T>.Empty : new ArrayView<T>(_memory, 0, Extent.X);

    public ref T this[int index] => ref Span[index];

    public ref T this[long index] => ref Span[checked((int)index)];

    public T[] GetArray() => Span.ToArray();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _memory?.Dispose();
        base.Dispose(disposing);
    }
}

public static class PageLockedArrayExtensions
{
    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent, bool uninitialized)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        return new PageLockedArray1D<T>(accelerator, extent, uninitialized);
    }

    public static PageLockedArray1D<T> AllocatePageLocked1D<T>(this Accelerator accelerator, LongIndex1D extent)
        where T : unmanaged => accelerator.AllocatePageLocked1D<T>(extent, uninitialized: false);
}
