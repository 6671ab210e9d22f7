using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;

    // What is done to whole gradients and weights, whatever the model. Compiled when it is first asked for: few trainers use all of it.
    internal abstract partial class Program
    {
        private Launcher? _partNorms, _tensorNorms, _norm;
        private Action<AcceleratorStream, KernelConfig, Frame, Real, int>? _shorten;
        private Action<AcceleratorStream, KernelConfig, Frame, Real>? _scale;
        private Action<AcceleratorStream, KernelConfig, Frame, Real, Real>? _follow;

        public sealed override void Clip(double limit, bool ofTensors)
        {
            Frame frame = Blank;
            int parts = TensorCount * TensorPart.Count(frame.ParameterLength);
            Launch(_partNorms ??= LoadLater(Norms.PartsKernel), Rows(parts), frame);
            Launch(_tensorNorms ??= LoadLater(Norms.TensorsKernel), Rows(TensorCount), frame);
            Launch(_norm ??= LoadLater(Norms.TogetherKernel), 1, frame);
            // What is no number of the precision limits none that is.
            if (limit > (double)Real.MaxValue)
                return;
            _shorten ??= _session.Accelerator.LoadKernel<Frame, Real, int>(Norms.ShortenKernel);
            _shorten(_session.Stream, Config(Rows(parts)), frame, (Real)limit, ofTensors ? 1 : 0);
        }

        public sealed override void Scale(double factor)
        {
            _scale ??= _session.Accelerator.LoadKernel<Frame, Real>(Updates.ScaleKernel);
            _scale(_session.Stream, Config(Lanes(Blank.ParameterLength)), Blank, (Real)factor);
        }

        public sealed override void Follow(double decay)
        {
            _follow ??= _session.Accelerator.LoadKernel<Frame, Real, Real>(Updates.FollowKernel);
            _follow(_session.Stream, Config(Lanes(Blank.ParameterLength)), Blank, (Real)decay, (Real)(1 - decay));
        }
    }
}
