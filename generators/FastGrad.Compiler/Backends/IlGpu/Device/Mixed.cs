using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;
    using global::FastGrad.Devices;

    // What models in mixed precision do beside. Compiled when it is first asked for.
    internal abstract partial class Program
    {
        private Launcher? _find;
        private Action<AcceleratorStream, KernelConfig, Frame, Real, Real, int, int>? _decide;
        private Action<AcceleratorStream, KernelConfig, Frame, int, int, int, int, ArrayView<Real>, int>? _give;
        private Action<AcceleratorStream, KernelConfig, Frame, ArrayView<Real>, int, int, int>? _take;

        public sealed override void CheckGradients(double growth, double backoff, int interval, int slots)
        {
            Launch(_find ??= LoadLater(Scaler.FindKernel), Lanes(Blank.ParameterLength), Blank);
            _decide ??= _session.Accelerator.LoadKernel<Frame, Real, Real, int, int>(Scaler.DecideKernel);
            _decide(_session.Stream, Config(1), Blank, (Real)growth, (Real)backoff, interval, slots);
        }

        public sealed override void GiveRows(long at, int count, bool isHalf, bool isGradient, DeviceMemory<Real> destination, long to)
        {
            _give ??= _session.Accelerator.LoadKernel<Frame, int, int, int, int, ArrayView<Real>, int>(Scaler.GiveKernel);
            _give(
                _session.Stream, Config(Lanes(count)), Blank, checked((int)at), count, isHalf ? 1 : 0, isGradient ? 1 : 0,
                View(destination), checked((int)to));
        }

        public sealed override void TakeRows(DeviceMemory<Real> source, long at, int count, bool isHalf)
        {
            _take ??= _session.Accelerator.LoadKernel<Frame, ArrayView<Real>, int, int, int>(Scaler.TakeKernel);
            _take(_session.Stream, Config(Lanes(count)), Blank, View(source), checked((int)at), count, isHalf ? 1 : 0);
        }
    }
}
