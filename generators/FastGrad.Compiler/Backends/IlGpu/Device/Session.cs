namespace FastGrad.Generated.Gpu
{
    using global::System;
    using global::System.Collections.Generic;
    using global::ILGPU;
    using global::ILGPU.Runtime;
    using global::ILGPU.Runtime.Cuda;
    using global::ILGPU.Runtime.OpenCL;

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
            Side = 1;
            while (4 * Side * Side <= Math.Min(MostLanes, accelerator.MaxNumThreadsPerGroup))
                Side *= 2;
            Stream = accelerator.CreateStream();
        }

        public Accelerator Accelerator { get; }

        public AcceleratorStream Stream { get; }

        /// <summary>Of each group: a square, as the kernels' tiles are.</summary>
        public int Lanes => Side * Side;

        /// <summary>The square's side, a power of two.</summary>
        public int Side { get; }

        public override string Name => Accelerator.Name;

        public override global::FastGrad.Devices.DeviceMemory<E> Allocate<E>(long length, string purpose) => Make<E>(length, purpose);

        public GpuMemory<E> Make<E>(long length, string purpose) where E : unmanaged
        {
            long bytes = length * Interop.SizeOf<E>();
            // First, because what it throws is of the host's memory, and the device's would be lost with it.
            Staging<E> staging = StagingOf<E>();
            try
            {
                var memory = new GpuMemory<E>(this, staging, Accelerator.Allocate1D<E>(length));
                _allocated += bytes;
                return memory;
            }
            catch (Exception problem) when (IsLackOfMemory(problem))
            {
                // What other programs hold is not known to ILGPU.
                throw new global::FastGrad.DeviceMemoryException(
                    $"The {purpose} need {bytes} bytes, but '{Name}' did not have them free in one piece: "
                    + $"of its {Accelerator.MemorySize} bytes this trainer had taken {_allocated}, which leaves at most "
                    + $"{Accelerator.MemorySize - _allocated}. Make the batch capacity smaller.",
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
            try
            {
                // What is under way still reads what is given back here.
                Synchronize();
            }
            finally
            {
                foreach (Staging staging in _stagings.Values)
                    staging.Dispose();
                _stagings.Clear();
                Stream.Dispose();
            }
        }

        // An allocation also reports what went wrong before it, such as a kernel that left its memory.
        private static bool IsLackOfMemory(Exception problem) => problem switch
        {
            CudaException cuda => cuda.Error == nameof(CudaError.CUDA_ERROR_OUT_OF_MEMORY),
            CLException openCl => openCl.Error is CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES
                or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE,
            _ => problem is OutOfMemoryException,
        };
    }
}
