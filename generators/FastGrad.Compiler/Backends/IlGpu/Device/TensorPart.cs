using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// A part of a tensor, what one group goes over: so that a large tensor keeps all processors busy, and yet all of a part shares the tensor's
    /// numbers. Where tensors are cut depends on nothing but the model, so that neither do the sums.
    /// </summary>
    internal struct TensorPart
    {
        /// <summary>Which tensor.</summary>
        public int Tensor;

        /// <summary>
        /// Its elements, and of those the part's first and what comes after its last. A part may be empty; one of what is frozen is.
        /// </summary>
        public int Length, From, To;

        /// <summary>Which group of parameters it belongs to.</summary>
        public int Set;

        /// <summary>Parts that each tensor is cut into.</summary>
        /// <param name="weights">Of the model.</param>
        public static int Count(int weights)
        {
            const int Enough = 8192, Most = 128;
            int count = (weights + Enough - 1) / Enough;
            return count < 1 ? 1 : count > Most ? Most : count;
        }

        /// <summary>How many tensors.</summary>
        public static int Tensors(Frame frame) => frame.Tensors[Table(frame)];

        /// <summary>Parts of all tensors.</summary>
        public static int Units(Frame frame) => Tensors(frame) * Count(frame.ParameterLength);

        /// <summary>One of them.</summary>
        public static TensorPart Of(Frame frame, int unit)
        {
            int count = Count(frame.ParameterLength);
            TensorPart part = new TensorPart();
            part.Tensor = unit / count;
            int entry = Table(frame) + 1 + 2 * part.Tensor;
            int start = frame.Tensors[entry];
            part.Length = frame.Tensors[entry + 1];
            int set = frame.Groups[start >> 4];
            // Whole rows of 16, so that no two groups work on the same.
            int rows = (part.Length + 16 * count - 1) / (16 * count);
            int end = set < 0 ? start : start + part.Length;
            int from = start + unit % count * rows * 16;
            int to = from + rows * 16;
            part.From = from < end ? from : end;
            part.To = to < end ? to : end;
            part.Set = set < 0 ? 0 : set;
            return part;
        }

        /// <summary>Where the optimizer's constants of its group of parameters begin.</summary>
        public int Constants(Frame frame) => frame.Slot * frame.ConstantStride + Set * frame.GroupStride;

        /// <summary>
        /// Behind what says of 16 weights each which tensor they are: how many tensors, then of each the first weight and how many.
        /// </summary>
        private static int Table(Frame frame) => (frame.ParameterLength + 15) >> 4;
    }
}
