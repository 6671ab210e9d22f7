using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::System;
    using global::ILGPU;
    using global::ILGPU.Runtime;
    using global::FastGrad.Devices;
    using global::FastGrad.Generated.Gpu;

    // What is emitted for a model derives from it:
    //
    //   internal sealed class NetDevice : Program
    //   {
    //       private readonly Launcher _dense1Product, _crossEntropy, …;
    //
    //       public NetDevice(Accelerator accelerator) : base(new Session(accelerator), data: [1f, 0.5f, …])        // data: may be empty
    //       {
    //           _dense1Product = Load(NetKernels_.Dense1ProductKernel);
    //           …
    //       }
    //
    //       public override int FixedLength => 64;
    //       public override int ExampleLength => 96;
    //       public override int SettingCount => 1;
    //       public override int PartialCount => …;                       // numbers behind the norms that Update and Clip need
    //
    //       public override void ReadSettings(Criterion criterion, Span<Real> settings)
    //       {
    //           CrossEntropy loss = (CrossEntropy)criterion;
    //           settings[0] = (Real)loss.LabelSmoothing;
    //       }
    //
    //       protected override void Forward(Frame frame) { Launch(_dense1Product, Tiles(frame.Batch, 16), frame); … }
    //       protected override void Infer(Frame frame) …     and Loss, Backward, Update
    //   }
    //
    // frame.States are the states that Forward and Infer read and write, and in Loss and Backward those that Forward found.
    // Clip, Scale and Follow are in another part of this class (Moves.cs), and so are Gather (Gathers.cs), mixed precision (Mixed.cs)
    // and models side by side (Ensembles.cs).

    /// <summary>The host's side of a model's kernels: fills the frame they are handed and launches them on the session's stream.</summary>
    internal abstract partial class Program : DeviceProgram<Real>
    {
        // What a device takes for sure in one dimension. Kernels share their work out to however many groups there are.
        private const int MostGroups = 65535;

        private readonly Session _session;
        private readonly Real[] _constants;
        private Frame _frame;
        private GpuMemory<Real>? _data, _states, _formerStates;

        /// <param name="session">The device, which this program's trainer disposes of.</param>
        /// <param name="data">Constants of the declaration, for <c>frame.Data</c>.</param>
        protected Program(Session session, ReadOnlySpan<Real> data)
        {
            _session = session;
            _constants = data.ToArray();
        }

        public sealed override global::FastGrad.Devices.Device Device => _session;

        public sealed override void Bind(DeviceMemories<Real> memories)
        {
            _data = _session.Make<Real>(Math.Max(1, _constants.Length), "declared constants");
            _data.Write(_constants);
            (_states, _formerStates) = ((GpuMemory<Real>)memories.States, (GpuMemory<Real>)memories.FormerStates);
            _frame = FrameOf(memories);
            TensorCount = memories.TensorCount;
        }

        public sealed override void Forward(in DeviceCall call)
        {
            KeepStates();
            Forward(Begin(in call));
        }

        public sealed override void Infer(in DeviceCall call, bool keepsStates)
        {
            if (!keepsStates)
            {
                Infer(Begin(in call));
                return;
            }
            KeepStates();
            Infer(BeginOnFormerStates(in call));
        }

        public sealed override void Loss(in DeviceCall call) => Loss(BeginOnFormerStates(in call));

        public sealed override void Backward(in DeviceCall call) => Backward(BeginOnFormerStates(in call));

        public sealed override void Update(in DeviceCall call, double limit)
        {
            Frame frame = Begin(in call);
            frame.Limit = (Real)limit;
            Update(frame);
        }

        public override void Dispose() => _data?.Dispose();

        /// <summary>Tensors that are moved.</summary>
        protected int TensorCount { get; private set; }

        /// <summary>The frame that no call's numbers are in.</summary>
        protected Frame Blank => _frame;

        protected abstract void Forward(Frame frame);

        protected abstract void Infer(Frame frame);

        protected abstract void Loss(Frame frame);

        protected abstract void Backward(Frame frame);

        protected abstract void Update(Frame frame);

        /// <summary>
        /// Compiles a kernel while the program is made. Where that fails there is no program that anybody could dispose of, and the session goes.
        /// </summary>
        protected Launcher Load(Action<Frame> kernel)
        {
            try
            {
                return LoadLater(kernel);
            }
            catch
            {
                try
                {
                    _session.Dispose();
                }
                catch (AcceleratorException)
                {
                    // A device that is lost: what it said first tells more.
                }
                throw;
            }
        }

        /// <summary>Compiles a kernel when somebody needs it, who also disposes of the program.</summary>
        protected Launcher LoadLater(Action<Frame> kernel) => new Launcher(_session.Accelerator.LoadKernel<Frame>(kernel));

        /// <summary>Has a kernel run on some groups, after all that was launched before.</summary>
        protected void Launch(Launcher kernel, int groups, Frame frame) => kernel.Run(_session.Stream, Config(groups), frame);

        /// <summary>Groups for a product: one for each tile of its result, whose sides are four times those of the group's square of lanes.</summary>
        protected int Tiles(int rows, int columns)
        {
            int side = 4 * _session.Side;
            return (int)Math.Min(MostGroups, (long)Ceiling(rows, side) * Ceiling(columns, side));
        }

        /// <summary>Groups for work of which each lane takes one piece.</summary>
        protected int Lanes(int count) => Ceiling(count, _session.Lanes);

        /// <summary>Groups for sums of columns: one for as many of them as a side of the groups' square of lanes.</summary>
        protected int Chunks(int columns) => Ceiling(columns, _session.Side);

        /// <summary>Groups for work of which each group takes one piece.</summary>
        protected int Rows(int count) => count;

        private static int Ceiling(int count, int part) => (int)(((long)count + part - 1) / part);

        private static ArrayView<E> View<E>(DeviceMemory<E> memory) where E : unmanaged => ((GpuMemory<E>)memory).View;

        private KernelConfig Config(int groups) => new KernelConfig(Math.Clamp(groups, 1, MostGroups), _session.Lanes);

        /// <summary>A frame over a trainer's memory, or over that of several models.</summary>
        private Frame FrameOf(DeviceMemories<Real> memories) => new Frame
        {
            // Shared memory takes its place in the kernels that use it, but a view must always be one of some memory.
            Room = _data!.View,
            Parameters = View(memories.Parameters),
            Gradients = View(memories.Gradients),
            Slots = View(memories.Slots),
            Average = View(memories.Average),
            Buffers = View(memories.Buffers),
            Arena = View(memories.Arena),
            States = View(memories.States),
            Inputs = View(memories.Inputs),
            Targets = View(memories.Targets),
            Data = _data!.View,
            Settings = View(memories.Settings),
            Constants = View(memories.Constants),
            Losses = View(memories.Losses),
            Norms = View(memories.Norms),
            Halves = View(memories.Halves),
            Scaling = View(memories.Scaling),
            Skips = View(memories.Skips),
            Labels = View(memories.Labels),
            Groups = View(memories.Groups),
            Tensors = View(memories.Tensors),
            Share = 1,
            Limit = Real.PositiveInfinity,
            Capacity = memories.Capacity,
            // Rows that lie in 16 bits come before the others in the plan, and are elsewhere.
            FixedLength = memories.FixedLength - memories.HalfLength * memories.Capacity,
            ParameterLength = memories.ParameterLength,
            SlotStride = memories.SlotStride,
            ConstantStride = memories.ConstantStride,
            GroupStride = memories.GroupStride,
        };

        private void KeepStates()
        {
            // A model without states has one element that nobody looks at.
            if (_states!.Length > 1)
                _formerStates!.Copy(_states, 0, 0, _states.Length);
        }

        private Frame BeginOnFormerStates(in DeviceCall call)
        {
            Frame frame = Begin(in call);
            frame.States = _formerStates!.View;
            return frame;
        }

        private Frame Begin(in DeviceCall call)
        {
            Frame frame = _frame;
            frame.Batch = call.Batch;
            frame.Slot = call.Slot;
            frame.Share = (Real)call.Share;
            frame.Adds = call.Adds ? 1 : 0;
            frame.SeedLow = unchecked((int)call.Seed);
            frame.SeedHigh = unchecked((int)(call.Seed >> 32));
            frame.CallLow = unchecked((int)call.Call);
            frame.CallHigh = unchecked((int)(call.Call >> 32));
            return frame;
        }

        /// <summary>A compiled kernel. Holding on to it keeps it compiled.</summary>
        protected readonly struct Launcher
        {
            private readonly Action<AcceleratorStream, KernelConfig, Frame> _run;

            internal Launcher(Action<AcceleratorStream, KernelConfig, Frame> run) => _run = run;

            internal void Run(AcceleratorStream stream, KernelConfig config, Frame frame) => _run(stream, config, frame);
        }
    }
}
