using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastGrad.Devices;
using FastGrad.Memory;

namespace FastGrad.Tests.Devices;

internal sealed class ArrayMemory<E> : DeviceMemory<E> where E : unmanaged
{
    private readonly ArrayDevice _device;
    private bool _isDisposed;

    public ArrayMemory(ArrayDevice device, int length)
    {
        _device = device;
        Buffer = new(length);
        MemoryMarshal.AsBytes(Buffer.Span).Fill(0xFF);
    }

    public PinnedBuffer<E> Buffer { get; }

    public override long Length => Buffer.Length;

    public override void Write(ReadOnlySpan<E> source, long at = 0)
    {
        Require();
        _device.Writes++;
        source.CopyTo(Buffer.Span.Slice((int)at, source.Length));
    }

    public override void Read(Span<E> destination, long at = 0)
    {
        Require();
        _device.Reads++;
        Buffer.Span.Slice((int)at, destination.Length).CopyTo(destination);
    }

    public override void Copy(DeviceMemory<E> source, long sourceAt, long at, long length)
    {
        Require();
        ((ArrayMemory<E>)source).Buffer.Span.Slice((int)sourceAt, (int)length).CopyTo(Buffer.Span.Slice((int)at, (int)length));
    }

    public override void Clear()
    {
        Require();
        Buffer.Span.Clear();
    }

    public override void Dispose()
    {
        if (!_isDisposed)
            _device.Allocated -= Length * Unsafe.SizeOf<E>();
        _isDisposed = true;
    }

    private void Require() => ObjectDisposedException.ThrowIf(_isDisposed, this);
}
