namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;

    /// <summary>Page-locked memory of the host: what the device copies from and to while the host goes on.</summary>
    internal abstract class Staging : IDisposable
    {
        /// <summary>Nothing under way reads or writes it any more.</summary>
        public abstract void Forget();

        public abstract void Dispose();
    }

    /// <inheritdoc/>
    internal sealed class Staging<E> : Staging where E : unmanaged
    {
        // A small model's trainer keeps little; whoever copies much gets room for much.
        private const int Least = 1 << 13, Most = 1 << 20;

        private readonly Session _session;
        private PageLockedArray1D<E> _array;
        private int _elements = Least;
        private int _used;

        public Staging(Session session)
        {
            _session = session;
            _array = session.Accelerator.AllocatePageLocked1D<E>(_elements);
        }

        /// <summary>Most elements at a time; several times as many fit.</summary>
        public const int Chunk = Most / 4;

        /// <summary>Room that nothing under way uses. Waits for the device only where all of it is in use, or has to grow.</summary>
        /// <param name="count">How many elements, at most <see cref="Chunk"/>.</param>
        /// <returns>The first of them.</returns>
        public int Take(int count)
        {
            if (count > _elements / 4)
                Grow(count);
            if (_used + count > _elements)
                _session.Synchronize();
            int start = _used;
            _used += count;
            return start;
        }

        private void Grow(int count)
        {
            _session.Synchronize();
            while (count > _elements / 4)
                _elements *= 2;
            _array.Dispose();
            _array = _session.Accelerator.AllocatePageLocked1D<E>(_elements);
        }

        public Span<E> Host(int start, int count) => _array.Span.Slice(start, count);

        public ArrayView<E> View(int start, int count) => _array.ArrayView.SubView(start, count);

        public override void Forget() => _used = 0;

        public override void Dispose() => _array.Dispose();
    }
}
