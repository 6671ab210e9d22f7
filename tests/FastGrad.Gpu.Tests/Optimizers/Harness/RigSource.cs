namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>The source of <see cref="IUpdateRig"/> for a precision: what a program's host side does, in its plainest form.</summary>
internal static class RigSource
{
    public const string Single = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using FastGrad.Gpu.Tests.Optimizers.Harness;
        using ILGPU;
        using ILGPU.Runtime;
        using Real = float;

        namespace FastGrad.Generated.GpuFloat;

        public abstract class Rig : IUpdateRig
        {
            private readonly List<MemoryBuffer> _memory = [];
            private Accelerator _accelerator;
            private AcceleratorStream _stream;
            private RigLayout _layout;
            private Frame _frame;

            protected abstract Action<Frame>[] Kernels { get; }

            protected abstract int Room { get; }

            public double[] Weights { get => Read(_frame.Parameters); set => Write(_frame.Parameters, value); }

            public double[] Gradients { get => Read(_frame.Gradients); set => Write(_frame.Gradients, value); }

            public double[] Slots { get => Read(_frame.Slots); set => Write(_frame.Slots, value); }

            public double[] Average { get => Read(_frame.Average); set => Write(_frame.Average, value); }

            public double[] Norms => Read(_frame.Norms)[..(1 + _layout.TensorCount)];

            public void Open(Accelerator accelerator, RigLayout layout)
            {
                (_accelerator, _layout, _stream) = (accelerator, layout, accelerator.CreateStream());
                _frame = new Frame
                {
                    Room = Make<Real>(1), Parameters = Make<Real>(layout.Length), Gradients = Make<Real>(layout.Length), Average = Make<Real>(layout.Length),
                    Slots = Make<Real>(Math.Max(1, layout.Slots * layout.SlotStride)), Buffers = Make<Real>(1), Arena = Make<Real>(1), States = Make<Real>(1),
                    Inputs = Make<Real>(1), Targets = Make<Real>(1), Data = Make<Real>(1), Settings = Make<Real>(1),
                    Constants = Make<Real>(Math.Max(1, 3 * layout.ConstantStride)), Losses = Make<Real>(1), Norms = Make<Real>(1 + layout.TensorCount + Room),
                    Labels = Make<int>(1), Skips = Make<int>(5), Groups = Make<int>(layout.Groups.Length), Tensors = Make<int>(layout.Tensors.Length),
                    Share = 1, Limit = Real.PositiveInfinity, Slot = 1, ParameterLength = layout.Length,
                    SlotStride = layout.SlotStride, ConstantStride = layout.ConstantStride, GroupStride = layout.GroupStride,
                };
                Copy(_frame.Skips, new int[5]);
                Copy(_frame.Groups, layout.Groups);
                Copy(_frame.Tensors, layout.Tensors);
                Slots = new double[_frame.Slots.Length];
            }

            public void Update(double[] constants, double limit, int groups, int lanes)
            {
                double[] ring = [.. Enumerable.Repeat(double.NaN, 3 * _layout.ConstantStride)];
                constants.CopyTo(ring, _layout.ConstantStride);
                if (ring.Length > 0)
                    Write(_frame.Constants, ring);
                Frame frame = _frame;
                frame.Limit = (Real)limit;
                foreach (Action<Frame> kernel in Kernels)
                    Launch(kernel, groups, lanes, frame);
            }

            public void Clip(double limit, bool ofTensors, int groups, int lanes)
            {
                Launch(FastGrad.Generated.GpuFloat.Norms.PartsKernel, groups, lanes, _frame);
                Launch(FastGrad.Generated.GpuFloat.Norms.TensorsKernel, groups, lanes, _frame);
                Launch(FastGrad.Generated.GpuFloat.Norms.TogetherKernel, 1, lanes, _frame);
                if (double.IsFinite(limit))
                {
                    var kernel = _accelerator.LoadKernel<Frame, Real, int>(FastGrad.Generated.GpuFloat.Norms.ShortenKernel);
                    kernel(_stream, new KernelConfig(groups, lanes), _frame, (Real)limit, ofTensors ? 1 : 0);
                }
            }

            public void Scale(double factor, int groups, int lanes) =>
                _accelerator.LoadKernel<Frame, Real>(Updates.ScaleKernel)(_stream, new KernelConfig(groups, lanes), _frame, (Real)factor);

            public void Follow(double decay, int groups, int lanes) =>
                _accelerator.LoadKernel<Frame, Real, Real>(Updates.FollowKernel)(_stream, new KernelConfig(groups, lanes), _frame, (Real)decay, (Real)(1 - decay));

            public void Dispose()
            {
                foreach (MemoryBuffer buffer in _memory)
                    buffer.Dispose();
                _stream.Dispose();
            }

            private void Launch(Action<Frame> kernel, int groups, int lanes, Frame frame) =>
                _accelerator.LoadKernel<Frame>(kernel)(_stream, new KernelConfig(groups, lanes), frame);

            private ArrayView<E> Make<E>(int length) where E : unmanaged
            {
                MemoryBuffer1D<E, Stride1D.Dense> buffer = _accelerator.Allocate1D<E>(length);
                _memory.Add(buffer);
                return buffer.View;
            }

            private double[] Read(ArrayView<Real> view)
            {
                _stream.Synchronize();
                Real[] values = new Real[view.Length];
                view.CopyToCPU(_stream, values);
                _stream.Synchronize();
                return [.. values.Select(value => (double)value)];
            }

            private void Write(ArrayView<Real> view, double[] values) => Copy(view, values.Select(value => (Real)value).ToArray());

            private void Copy<E>(ArrayView<E> view, E[] values) where E : unmanaged
            {
                view.CopyFromCPU(_stream, values);
                _stream.Synchronize();
            }
        }
        """;

    public static string Double { get; } = Single.Replace("using Real = float", "using Real = double").Replace("GpuFloat", "GpuDouble");
}
