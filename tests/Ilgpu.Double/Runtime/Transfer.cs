using System.Runtime.CompilerServices;
using ILGPU.Testing;

namespace ILGPU.Runtime;

/// <summary>Copies between host and accelerator, checked on both ends.</summary>
internal static unsafe class Transfer
{
    public static void ToHost<T, TView>(TView source, AcceleratorStream stream, Span<T> target)
        where TView : IContiguousArrayView
        where T : unmanaged
    {
        if (target.Length == 0)
            return;
        Bytes(source, stream, (long)target.Length * sizeof(T)).CopyTo(AsBytes<T>(target));
        stream.Synchronize();
    }

    public static void FromHost<T, TView>(TView target, AcceleratorStream stream, ReadOnlySpan<T> source)
        where TView : IContiguousArrayView
        where T : unmanaged
    {
        if (source.Length == 0)
            return;
        AsBytes(source).CopyTo(Bytes(target, stream, (long)source.Length * sizeof(T)));
        stream.Synchronize();
    }

    public static void ToPageLocked<T, TView>(TView source, AcceleratorStream stream, PageLockedArray<T> target)
        where TView : IContiguousArrayView
        where T : unmanaged
    {
        if (target.Length > 0)
            stream.Staged.ToHost(Bytes(source, stream, target.Length * sizeof(T)), AsBytes<T>(target.Span));
    }

    public static void FromPageLocked<T, TView>(TView target, AcceleratorStream stream, PageLockedArray<T> source)
        where TView : IContiguousArrayView
        where T : unmanaged
    {
        if (source.Length > 0)
            stream.Staged.FromHost(AsBytes<T>(source.Span), Bytes(target, stream, source.Length * sizeof(T)));
    }

    public static void Between<TView>(TView source, AcceleratorStream stream, TView target)
        where TView : IContiguousArrayView
    {
        // ILGPU copies nothing to a view of nothing, and as many elements as the target has.
        if (target.IsValid)
        {
            VerifyHost(target, source);
            Bytes(source, stream, target.LengthInBytes).CopyTo(Bytes(target, stream, target.LengthInBytes));
        }
    }

    /// <summary>But for CUDA's, whose copies are as long as views: on OpenCL, ILGPU copies as many bytes as the host's buffer has.</summary>
    public static void VerifyHost<TView>(TView one, TView other)
        where TView : IContiguousArrayView
    {
        Verify(one.Buffer, one.LengthInBytes);
        Verify(other.Buffer, other.LengthInBytes);

        static void Verify(MemoryBuffer? buffer, long bytes)
        {
            if (buffer is DeviceMemory { IsHost: true, Accelerator.AcceleratorType: not AcceleratorType.Cuda } host && host.LengthInBytes != bytes)
                throw new MisuseException($"A copy with a view of {bytes} bytes of host memory of {host.LengthInBytes}: on OpenCL all of them would be.");
        }
    }

    public static void Fill<TView>(TView view, AcceleratorStream stream, byte value)
        where TView : IContiguousArrayView
    {
        // So does ILGPU: an empty view cannot be filled, an empty buffer can.
        if (!view.IsValid)
            throw new ArgumentNullException(nameof(view));
        if (view.HasNoData())
            return;
        Bytes(view, stream, view.LengthInBytes).Fill(value);
    }

    /// <summary>The first bytes of a view. ILGPU checks them against the view's buffer only, so that a longer copy overruns the view.</summary>
    public static Span<byte> Bytes<TView>(TView view, AcceleratorStream stream, long bytes)
        where TView : IContiguousArrayView
    {
        ArgumentNullException.ThrowIfNull(stream);
        ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
        MemoryBuffer buffer = view.Buffer ?? throw new MisuseException($"A copy of {bytes} bytes to or from an empty view.");
        if (buffer.NativePtr == 0)
            throw new MisuseException($"A copy to or from a buffer of {buffer.Length} elements that was disposed of.");
        if (buffer.Accelerator != stream.Accelerator)
            throw new MisuseException($"A copy in a stream of {stream.Accelerator.Name} to or from a buffer of {buffer.Accelerator.Name}.");
        if (bytes > view.LengthInBytes)
            throw new MisuseException($"A copy of {bytes} bytes to or from a view of {view.LengthInBytes}.");
        return new Span<byte>((byte*)buffer.NativePtr + view.IndexInBytes, checked((int)bytes));
    }

    public static void Garble(ArrayView<byte> view)
    {
        if (view.IsValid)
            new Span<byte>((byte*)view.Buffer!.NativePtr + view.Index, view.IntLength).Fill(DeviceMemory.Garbage);
    }

    private static Span<byte> AsBytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged =>
        new(Unsafe.AsPointer(ref Unsafe.AsRef(in values[0])), checked(values.Length * sizeof(T)));
}
