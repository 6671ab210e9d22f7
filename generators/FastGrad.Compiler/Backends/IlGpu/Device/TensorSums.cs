using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// What a pass gathers of tensors, or of all of them together. Groups leave what their parts add behind the norms; another launch finishes
    /// that, always in the same order. A place counts what is gathered by one rule.
    /// </summary>
    internal static class TensorSums
    {
        /// <summary>Numbers that have to fit behind the norms.</summary>
        /// <param name="tensors">Of the model.</param>
        /// <param name="weights">Of the model.</param>
        /// <param name="sums">Places of the rule; norms of gradients need one.</param>
        public static int Room(int tensors, int weights, int sums) => (sums > 1 ? sums : 1) * tensors * (TensorPart.Count(weights) + 1);

        /// <summary>Leaves what a part adds.</summary>
        public static void Leave(Frame frame, int place, int unit, Real value)
        {
            if (Group.IdxX == 0)
                frame.Norms[Parts(frame, place) + unit] = value;
        }

        /// <summary>What was gathered of a tensor, once it is finished.</summary>
        public static Real Of(Frame frame, int place, int tensor) => frame.Norms[Parts(frame, place) + TensorPart.Units(frame) + tensor];

        /// <summary>What was gathered of all tensors, once it is finished.</summary>
        public static Real Total(Frame frame, int place) => Of(frame, place, 0);

        /// <summary>A tensor's sum, by one group.</summary>
        public static void FinishSum(Frame frame, int place, int tensor)
        {
            int count = TensorPart.Count(frame.ParameterLength);
            Finish(frame, place, tensor, Sum(frame, Parts(frame, place) + tensor * count, count));
        }

        /// <summary>The largest of a tensor, by one group.</summary>
        public static void FinishMax(Frame frame, int place, int tensor)
        {
            int count = TensorPart.Count(frame.ParameterLength);
            Finish(frame, place, tensor, Max(frame, Parts(frame, place) + tensor * count, count));
        }

        /// <summary>The smallest of a tensor, by one group.</summary>
        public static void FinishMin(Frame frame, int place, int tensor)
        {
            int count = TensorPart.Count(frame.ParameterLength);
            Finish(frame, place, tensor, Min(frame, Parts(frame, place) + tensor * count, count));
        }

        /// <summary>The sum of all tensors, by one group.</summary>
        public static void FinishTotalSum(Frame frame, int place) =>
            Finish(frame, place, 0, Sum(frame, Parts(frame, place), TensorPart.Units(frame)));

        /// <summary>Adds up numbers that lie one after another; all lanes get the sum.</summary>
        public static Real Sum(Frame frame, int first, int count)
        {
            Real sum = 0;
            for (int i = Group.IdxX; i < count; i += Group.DimX)
                sum += frame.Norms[first + i];
            return Sums.Sum(frame, sum);
        }

        /// <summary>The largest of numbers that lie one after another; all lanes get it.</summary>
        public static Real Max(Frame frame, int first, int count)
        {
            // One of them, where a lane has none: no number is smaller than that.
            Real largest = frame.Norms[first];
            for (int i = Group.IdxX; i < count; i += Group.DimX)
                largest = Mathematics.Max(largest, frame.Norms[first + i]);
            return Sums.Max(frame, largest);
        }

        private static Real Min(Frame frame, int first, int count)
        {
            Real smallest = frame.Norms[first];
            for (int i = Group.IdxX; i < count; i += Group.DimX)
                smallest = Mathematics.Min(smallest, frame.Norms[first + i]);
            return Sums.Min(frame, smallest);
        }

        private static void Finish(Frame frame, int place, int tensor, Real value)
        {
            if (Group.IdxX == 0)
                frame.Norms[Parts(frame, place) + TensorPart.Units(frame) + tensor] = value;
        }

        /// <summary>Where the parts of a place lie: behind all tensors' norms and the one of all together.</summary>
        internal static int Parts(Frame frame, int place)
        {
            int tensors = TensorPart.Tensors(frame);
            return 1 + tensors + place * tensors * (TensorPart.Count(frame.ParameterLength) + 1);
        }
    }
}
