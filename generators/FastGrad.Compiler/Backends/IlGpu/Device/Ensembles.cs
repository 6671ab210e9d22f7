using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;
    using global::FastGrad.Devices;
    using global::FastGrad.Generated.Gpu;

    // Models side by side.
    internal abstract partial class Program
    {
        private Action<AcceleratorStream, KernelConfig, Frame, Many>? _train;

        /// <summary>The kernel in which a group trains a whole model; null where none can.</summary>
        protected virtual Action<Frame, Many>? TrainKernel => null;

        /// <summary>Bytes of a group's shared memory that the kernel takes.</summary>
        protected virtual int TrainBytes => 0;

        public override string? TooLargeForGroup
        {
            get
            {
                int most = _session.Accelerator.MaxSharedMemoryPerGroup;
                return TrainBytes <= most
                    ? null
                    : $"it needs {TrainBytes} bytes of a group's shared memory, and the groups of '{_session.Name}' have {most}";
            }
        }

        public sealed override void Train(in EnsembleCall<Real> call)
        {
            // Compiled when it is first asked for: it holds all kernels of a step.
            _train ??= _session.Accelerator.LoadKernel<Frame, Many>(TrainKernel!);
            DeviceMemories<Real> models = call.Models;
            Frame frame = FrameOf(models);
            frame.Slot = call.Slot;
            frame.CallLow = unchecked((int)call.Call);
            frame.CallHigh = unchecked((int)(call.Call >> 32));
            _train(_session.Stream, new KernelConfig(call.Count, _session.Lanes), frame, new Many
            {
                Inputs = View(call.Inputs),
                Targets = View(call.Targets),
                Labels = View(call.Labels),
                Order = View(call.Order),
                Plan = View(call.Plan),
                Seeds = View(call.Seeds),
                Steps = call.Steps,
                Examples = call.Examples,
                InputLength = Share(models.Inputs.Length / models.Capacity, call.Count),
                TargetLength = Share(models.Targets.Length / models.Capacity, call.Count),
                LabelLength = Share(models.Labels.Length / models.Capacity, call.Count),
                ArenaLength = Share(models.Arena.Length, call.Count),
                SlotLength = Share(models.Slots.Length, call.Count),
                BufferLength = Share(models.Buffers.Length, call.Count),
                NormLength = Share(models.Norms.Length, call.Count),
                Ring = Share(models.Losses.Length, call.Count),
            });
        }

        // Of one model, whose sizes the check of the batch capacity keeps within an int.
        private static int Share(long length, int count) => checked((int)(length / count));
    }
}
