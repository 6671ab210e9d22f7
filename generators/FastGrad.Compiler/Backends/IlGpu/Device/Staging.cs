namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;

    /// <summary>Memory of the host that a device copies from and to while the host goes on.</summary>
    internal abstract class Staging : IDisposable
    {
        /// <summary>Nothing under way reads or writes it any more.</summary>
        public abstract void Forget();

        public abstract void Dispose();
    }

    /// <inheritdoc/>
    internal abstract class Staging<E> : Staging where E : unmanaged
    {
        /// <summary>Most elements at a time.</summary>
        public const int Chunk = 1 << 18;

        public static Staging<E> For(Session session) =>
            session.Accelerator.AcceleratorType == AcceleratorType.Cuda ? new StagingRing<E>(session) : new StagingArrays<E>(session);

        /// <summary>Room that nothing under way uses. Waits for the device where all of it is in use.</summary>
        /// <param name="count">How many elements, at most <see cref="Chunk"/>.</param>
        public abstract StagingRoom<E> Take(int count);
    }

    /// <summary>Some elements of page-locked memory.</summary>
    internal readonly struct StagingRoom<E> where E : unmanaged
    {
        private readonly PageLockedArray1D<E> _array;
        private readonly int _start, _count;

        public StagingRoom(PageLockedArray1D<E> array, int start, int count)
        {
            _array = array;
            _start = start;
            _count = count;
        }

        public Span<E> Host => _array.Span.Slice(_start, _count);

        public ArrayView<E> View => _array.ArrayView.SubView(_start, _count);
    }
}
