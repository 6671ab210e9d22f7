namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::ILGPU.Runtime;

    /// <summary>One array, from its start to its end and again: few ranges of the host's memory are locked, which may share no page.</summary>
    internal sealed class StagingRing<E> : Staging<E> where E : unmanaged
    {
        // A small model's trainer keeps little; whoever copies much gets room for much.
        private const int Least = 1 << 13;

        private readonly Session _session;
        private PageLockedArray1D<E> _array;
        private int _elements = Least;
        private int _used;

        public StagingRing(Session session)
        {
            _session = session;
            _array = session.Accelerator.AllocatePageLocked1D<E>(_elements);
        }

        public override StagingRoom<E> Take(int count)
        {
            if (count > _elements / 4)
                Grow(count);
            if (_used + count > _elements)
                _session.Synchronize();
            int start = _used;
            _used += count;
            return new StagingRoom<E>(_array, start, count);
        }

        public override void Forget() => _used = 0;

        public override void Dispose() => _array.Dispose();

        private void Grow(int count)
        {
            int elements = _elements;
            while (count > elements / 4)
                elements *= 2;
            PageLockedArray1D<E> larger = _session.Accelerator.AllocatePageLocked1D<E>(elements);
            _session.Synchronize();
            _array.Dispose();
            (_array, _elements) = (larger, elements);
        }
    }
}
