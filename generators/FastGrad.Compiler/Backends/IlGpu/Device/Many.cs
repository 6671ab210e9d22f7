using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// What a kernel is handed beside its frame when each group trains a model of its own for many steps: the set of examples, which of them
    /// each step takes, and how far the models' memories are apart.
    /// </summary>
    [global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]
    public struct Many
    {
        /// <summary>The set of examples: of each input or target all rows, one after another.</summary>
        public ArrayView<Real> Inputs, Targets;
        public ArrayView<int> Labels;

        /// <summary>
        /// Which rows, in the order in which they are taken; where in it each step begins, and how many it takes; each model's seed.
        /// </summary>
        public ArrayView<int> Order, Plan, Seeds;

        public int Steps, Examples, InputLength, TargetLength, LabelLength, ArenaLength, SlotLength, BufferLength, NormLength, Ring;

        /// <summary>The frame of one of the models: views of its own memory, of the common one what all share.</summary>
        public Frame Of(Frame frame, int model)
        {
            frame.Parameters = frame.Parameters.SubView((long)model * frame.ParameterLength, frame.ParameterLength);
            frame.Gradients = frame.Gradients.SubView((long)model * frame.ParameterLength, frame.ParameterLength);
            frame.Slots = frame.Slots.SubView((long)model * SlotLength, SlotLength);
            frame.Buffers = frame.Buffers.SubView((long)model * BufferLength, BufferLength);
            frame.Arena = frame.Arena.SubView((long)model * ArenaLength, ArenaLength);
            frame.Inputs = frame.Inputs.SubView((long)model * frame.Capacity * InputLength, frame.Capacity * InputLength);
            frame.Targets = frame.Targets.SubView((long)model * frame.Capacity * TargetLength, frame.Capacity * TargetLength);
            frame.Labels = frame.Labels.SubView((long)model * frame.Capacity * LabelLength, frame.Capacity * LabelLength);
            frame.Constants = frame.Constants.SubView((long)model * Ring * frame.ConstantStride, Ring * frame.ConstantStride);
            frame.Losses = frame.Losses.SubView((long)model * Ring, Ring);
            frame.Norms = frame.Norms.SubView((long)model * NormLength, NormLength);
            frame.SeedLow = Seeds[2 * model];
            frame.SeedHigh = Seeds[2 * model + 1];
            return frame;
        }

        /// <summary>Takes a step's rows of one input or target to where the kernels read them.</summary>
        /// <param name="source">The sets of all of them, one set after another.</param>
        /// <param name="destination">Takes the rows.</param>
        /// <param name="place">Elements of an example before it.</param>
        /// <param name="length">Its elements.</param>
        /// <param name="capacity">Rows that the destination has for each.</param>
        /// <param name="step">Counted from this launch's first.</param>
        public void Take(ArrayView<Real> source, ArrayView<Real> destination, int place, int length, int capacity, int step)
        {
            int first = Plan[2 * step], elements = Plan[2 * step + 1] * length, to = place * capacity;
            // A set may have more elements than an int counts; a batch has not.
            long from = (long)place * Examples;
            for (int i = Group.IdxX; i < elements; i += Group.DimX)
                destination[to + i] = source[from + (long)Order[first + i / length] * length + i % length];
        }

        /// <summary>The same of labels.</summary>
        public void TakeLabels(ArrayView<int> destination, int step)
        {
            int first = Plan[2 * step], batch = Plan[2 * step + 1];
            for (int i = Group.IdxX; i < batch; i += Group.DimX)
                destination[i] = Labels[Order[first + i]];
        }

        /// <summary>Copies numbers, each lane its share.</summary>
        public static void Copy(ArrayView<Real> source, ArrayView<Real> destination, int length)
        {
            for (int i = Group.IdxX; i < length; i += Group.DimX)
                destination[i] = source[i];
        }
    }
}
