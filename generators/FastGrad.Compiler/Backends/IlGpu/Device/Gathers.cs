using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;
    using global::FastGrad.Devices;

    // Batches out of a set of examples. Compiled when the first is asked for: a trainer that is handed its batches needs none.
    internal abstract partial class Program
    {
        private Action<AcceleratorStream, KernelConfig, ArrayView<Real>, ArrayView<int>, int, int, int, ArrayView<Real>, int>? _gather;
        private Action<AcceleratorStream, KernelConfig, ArrayView<int>, ArrayView<int>, int, int, int, ArrayView<int>, int>? _gatherLabels;

        public sealed override void Gather(
            DeviceMemory<Real> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<Real> destination, int at)
        {
            _gather ??= _session.Accelerator.LoadKernel<ArrayView<Real>, ArrayView<int>, int, int, int, ArrayView<Real>, int>(Batches.GatherKernel);
            _gather(_session.Stream, Config(Lanes(batch * length)), View(source), View(order), first, batch, length, View(destination), at);
        }

        public sealed override void Gather(
            DeviceMemory<int> source, DeviceMemory<int> order, int first, int batch, int length, DeviceMemory<int> destination, int at)
        {
            _gatherLabels ??= _session.Accelerator.LoadKernel<ArrayView<int>, ArrayView<int>, int, int, int, ArrayView<int>, int>(
                Batches.GatherLabelsKernel);
            _gatherLabels(_session.Stream, Config(Lanes(batch * length)), View(source), View(order), first, batch, length, View(destination), at);
        }
    }
}
