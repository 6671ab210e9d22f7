namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::System.Collections.Generic;
    using global::ILGPU;
    using global::ILGPU.Runtime;

    /// <summary>
    /// Arrays of just the lengths that are copied: on OpenCL, ILGPU copies as much as the host's memory has, whatever part of it a view is of.
    /// </summary>
    internal sealed class StagingArrays<E> : Staging<E> where E : unmanaged
    {
        // Of each length as many arrays as copies may be under way, and as many lengths as a trainer's calls have.
        private const int Bytes = 1 << 22, MostArrays = 16, MostLengths = 64;

        private readonly Session _session;
        private readonly Dictionary<int, Ring> _rings = new Dictionary<int, Ring>();

        public StagingArrays(Session session) => _session = session;

        public override StagingRoom<E> Take(int count)
        {
            if (!_rings.TryGetValue(count, out Ring? ring))
            {
                if (_rings.Count == MostLengths)
                {
                    _session.Synchronize();
                    Dispose();
                }
                _rings.Add(count, ring = new Ring(Math.Clamp(Bytes / (count * Interop.SizeOf<E>()), 2, MostArrays)));
            }
            if (ring.IsFull)
                _session.Synchronize();
            return new StagingRoom<E>(ring.Next(_session.Accelerator, count), 0, count);
        }

        public override void Forget()
        {
            foreach (Ring ring in _rings.Values)
                ring.Used = 0;
        }

        public override void Dispose()
        {
            foreach (Ring ring in _rings.Values)
                ring.Dispose();
            _rings.Clear();
        }

        private sealed class Ring : IDisposable
        {
            private readonly PageLockedArray1D<E>?[] _arrays;

            public Ring(int most) => _arrays = new PageLockedArray1D<E>?[most];

            /// <summary>Arrays that copies under way use: the first ones.</summary>
            public int Used { get; set; }

            public bool IsFull => Used == _arrays.Length;

            public PageLockedArray1D<E> Next(Accelerator accelerator, int count)
            {
                PageLockedArray1D<E> array = _arrays[Used] ??= accelerator.AllocatePageLocked1D<E>(count);
                Used++;
                return array;
            }

            public void Dispose()
            {
                foreach (PageLockedArray1D<E>? array in _arrays)
                    array?.Dispose();
            }
        }
    }
}
