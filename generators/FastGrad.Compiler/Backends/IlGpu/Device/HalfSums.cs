using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::FastGrad.Generated.Gpu;
    using global::ILGPU;

    /// <summary>Sums over the batch of rows that lie in 16 bits, added up in the model's precision.</summary>
    internal static class HalfSums
    {
        /// <summary>Each column of the rows by itself, into a view.</summary>
        /// <param name="frame">The call's.</param>
        /// <param name="start">The first row's place.</param>
        /// <param name="stride">Elements from one row to the next.</param>
        /// <param name="columns">How many of them.</param>
        /// <param name="target">Takes the sums.</param>
        /// <param name="at">The first one's place.</param>
        /// <param name="group">The group's number.</param>
        /// <param name="groups">How many work on it.</param>
        public static void Columns(Frame frame, int start, int stride, int columns, ArrayView<Real> target, int at, int group, int groups)
        {
            int side = Squares.Side();
            for (int chunk = group; chunk * side < columns; chunk += groups)
            {
                int column = chunk * side + Group.IdxX % side;
                Real sum = Column(frame, start, stride, column, columns, side);
                if (Group.IdxX < side && column < columns)
                    target[at + column] = sum;
            }
        }

        /// <summary>The same, delivered as a gradient.</summary>
        public static void DeliverColumns(Frame frame, int start, int stride, int columns, int at, int group, int groups)
        {
            int side = Squares.Side();
            for (int chunk = group; chunk * side < columns; chunk += groups)
            {
                int column = chunk * side + Group.IdxX % side;
                Real sum = Column(frame, start, stride, column, columns, side);
                if (Group.IdxX < side && column < columns)
                    frame.Deliver(at + column, sum);
            }
        }

        private static Real Column(Frame frame, int start, int stride, int column, int columns, int side)
        {
            Real sum = 0;
            if (column < columns)
            {
                for (int row = Group.IdxX / side; row < frame.Batch; row += side)
                    sum += global::FastGrad.Generated.Gpu.Halves.Read(frame.Halves[start + row * stride + column]);
            }
            return Sums.Together(frame, sum, side);
        }
    }
}
