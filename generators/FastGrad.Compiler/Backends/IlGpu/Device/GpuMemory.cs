namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;

    /// <summary>Memory of an accelerator.</summary>
    internal sealed class GpuMemory<E> : global::FastGrad.Devices.DeviceMemory<E> where E : unmanaged
    {
        private readonly Session _session;
        private readonly Staging<E> _staging;
        private readonly MemoryBuffer1D<E, Stride1D.Dense> _buffer;

        public GpuMemory(Session session, Staging<E> staging, MemoryBuffer1D<E, Stride1D.Dense> buffer)
        {
            _session = session;
            _staging = staging;
            _buffer = buffer;
            View = buffer.View.BaseView;
            Length = buffer.Length;
        }

        public override long Length { get; }

        /// <summary>As kernels see it.</summary>
        public ArrayView<E> View { get; }

        public override void Write(ReadOnlySpan<E> source, long at = 0)
        {
            while (!source.IsEmpty)
            {
                int count = Math.Min(source.Length, Staging<E>.Chunk);
                StagingRoom<E> room = _staging.Take(count);
                source.Slice(0, count).CopyTo(room.Host);
                View.SubView(at, count).CopyFrom(_session.Stream, room.View);
                source = source.Slice(count);
                at += count;
            }
        }

        public override void Read(Span<E> destination, long at = 0)
        {
            while (!destination.IsEmpty)
            {
                int count = Math.Min(destination.Length, Staging<E>.Chunk);
                StagingRoom<E> room = _staging.Take(count);
                View.SubView(at, count).CopyTo(_session.Stream, room.View);
                _session.Synchronize();
                room.Host.CopyTo(destination);
                destination = destination.Slice(count);
                at += count;
            }
        }

        public override void Copy(global::FastGrad.Devices.DeviceMemory<E> source, long sourceAt, long at, long length) =>
            View.SubView(at, length).CopyFrom(_session.Stream, ((GpuMemory<E>)source).View.SubView(sourceAt, length));

        public override void Clear() => View.MemSetToZero(_session.Stream);

        public override void Dispose()
        {
            if (_buffer.IsDisposed)
                return;
            _session.Free(Length * Interop.SizeOf<E>());
            _buffer.Dispose();
        }
    }
}
