namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::System.Collections.Generic;
    using global::ILGPU;
    using global::ILGPU.Runtime;

    /// <summary>An accelerator as a trainer uses it: a stream of its own, on which all is done in the order of asking.</summary>
    internal sealed class Session : global::FastGrad.Devices.Device
    {
        private const int MostLanes = 256;

        private static readonly Version _leastVersion = new Version(1, 5, 3);

        private readonly Dictionary<Type, Staging> _stagings = new Dictionary<Type, Staging>();
        private long _allocated;

        public Session(Accelerator accelerator)
        {
            ArgumentNullException.ThrowIfNull(accelerator);
            // Earlier ones compile some of the kernels wrongly, and crash on current GPUs.
            if (typeof(Accelerator).Assembly.GetName().Version is Version version && version < _leastVersion)
                throw new NotSupportedException($"Got ILGPU {version}, but the kernels need {_leastVersion} or later.");
            Accelerator = accelerator;
            Lanes = 1;
            while (Lanes * 4 <= Math.Min(MostLanes, accelerator.MaxNumThreadsPerGroup))
                Lanes *= 4;
            Stream = accelerator.CreateStream();
        }

        public Accelerator Accelerator { get; }

        public AcceleratorStream Stream { get; }

        /// <summary>Of each group: a power of four, for the kernels' tiles are squares of lanes.</summary>
        public int Lanes { get; }

        public override string Name => Accelerator.Name;

        public override global::FastGrad.Devices.DeviceMemory<E> Allocate<E>(long length, string purpose) => Make<E>(length, purpose);

        public GpuMemory<E> Make<E>(long length, string purpose) where E : unmanaged
        {
            long bytes = length * Interop.SizeOf<E>();
            try
            {
                MemoryBuffer1D<E, Stride1D.Dense> buffer = Accelerator.Allocate1D<E>(length);
                _allocated += bytes;
                return new GpuMemory<E>(this, buffer);
            }
            catch (Exception problem) when (problem is AcceleratorException or OutOfMemoryException)
            {
                // What other programs hold is not known to ILGPU.
                throw new global::FastGrad.DeviceMemoryException(
                    $"The {purpose} need {bytes} bytes, but '{Name}' did not have them free: of its {Accelerator.MemorySize} bytes this trainer "
                    + $"had taken {_allocated}, which leaves at most {Accelerator.MemorySize - _allocated}. Make the batch capacity smaller.",
                    problem);
            }
        }

        /// <summary>What <see cref="Make"/> allocated is given back.</summary>
        public void Free(long bytes) => _allocated -= bytes;

        /// <summary>Page-locked memory through which elements of a kind come and go.</summary>
        public Staging<E> StagingOf<E>() where E : unmanaged
        {
            if (!_stagings.TryGetValue(typeof(E), out Staging? staging))
                _stagings.Add(typeof(E), staging = Staging<E>.For(this));
            return (Staging<E>)staging;
        }

        public override void Synchronize()
        {
            Stream.Synchronize();
            foreach (Staging staging in _stagings.Values)
                staging.Forget();
        }

        public override void Dispose()
        {
            if (Stream.IsDisposed)
                return;
            // What is under way still reads what is given back here.
            Synchronize();
            foreach (Staging staging in _stagings.Values)
                staging.Dispose();
            _stagings.Clear();
            Stream.Dispose();
        }
    }
}
