using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::FastGrad.Generated.Gpu;
    using global::ILGPU;

    /// <summary>
    /// Reductions whose terms the lanes of a group have: through shared memory, in a tree. The order is the same each time, so the bits are too.
    /// </summary>
    internal static class Sums
    {
        /// <summary>The sum of what the lanes have; all of them get it.</summary>
        public static Real Sum(Frame frame, Real value)
        {
            int lane = Group.IdxX;
            frame.Room[lane] = value;
            Group.Barrier();
            for (int half = Group.DimX / 2; half > 0; half /= 2)
            {
                if (lane < half)
                    frame.Room[lane] += frame.Room[lane + half];
                Group.Barrier();
            }
            return Result(frame);
        }

        /// <summary>The largest of what the lanes have; all of them get it.</summary>
        public static Real Max(Frame frame, Real value)
        {
            int lane = Group.IdxX;
            frame.Room[lane] = value;
            Group.Barrier();
            for (int half = Group.DimX / 2; half > 0; half /= 2)
            {
                if (lane < half)
                    frame.Room[lane] = Mathematics.Max(frame.Room[lane], frame.Room[lane + half]);
                Group.Barrier();
            }
            return Result(frame);
        }

        /// <summary>The smallest of what the lanes have; all of them get it.</summary>
        public static Real Min(Frame frame, Real value)
        {
            int lane = Group.IdxX;
            frame.Room[lane] = value;
            Group.Barrier();
            for (int half = Group.DimX / 2; half > 0; half /= 2)
            {
                if (lane < half)
                    frame.Room[lane] = Mathematics.Min(frame.Room[lane], frame.Room[lane + half]);
                Group.Barrier();
            }
            return Result(frame);
        }

        /// <summary>Sums over the batch, each column of the rows by itself, into a view.</summary>
        /// <param name="frame">The call's.</param>
        /// <param name="source">Where the rows lie.</param>
        /// <param name="start">The first row's place.</param>
        /// <param name="stride">Elements from one row to the next.</param>
        /// <param name="columns">How many of them.</param>
        /// <param name="target">Takes the sums.</param>
        /// <param name="at">The first one's place.</param>
        /// <param name="group">The group's number.</param>
        /// <param name="groups">How many work on it.</param>
        public static void Columns(
            Frame frame, ArrayView<Real> source, int start, int stride, int columns, ArrayView<Real> target, int at, int group, int groups)
        {
            int side = Squares.Side();
            for (int chunk = group; chunk * side < columns; chunk += groups)
            {
                int column = chunk * side + Group.IdxX % side;
                Real sum = Column(frame, source, start, stride, column, columns, side);
                if (Group.IdxX < side && column < columns)
                    target[at + column] = sum;
            }
        }

        /// <summary>The same, delivered as a gradient.</summary>
        public static void DeliverColumns(
            Frame frame, ArrayView<Real> source, int start, int stride, int columns, int at, int group, int groups)
        {
            int side = Squares.Side();
            for (int chunk = group; chunk * side < columns; chunk += groups)
            {
                int column = chunk * side + Group.IdxX % side;
                Real sum = Column(frame, source, start, stride, column, columns, side);
                if (Group.IdxX < side && column < columns)
                    frame.Deliver(at + column, sum);
            }
        }

        /// <summary>A column's sum, for the first lane of those that have it: neighbouring lanes read neighbouring columns.</summary>
        private static Real Column(Frame frame, ArrayView<Real> source, int start, int stride, int column, int columns, int side)
        {
            Real sum = 0;
            if (column < columns)
            {
                for (int row = Group.IdxX / side; row < frame.Batch; row += side)
                    sum += source[start + row * stride + column];
            }
            return Together(frame, sum, side);
        }

        /// <summary>Adds up what lanes have of a column, a side of their square apart; the first side of them gets it.</summary>
        internal static Real Together(Frame frame, Real sum, int side)
        {
            frame.Room[Group.IdxX] = sum;
            Group.Barrier();
            if (Group.IdxX < side)
            {
                for (int other = 1; other < side; other++)
                    sum += frame.Room[other * side + Group.IdxX];
            }
            Group.Barrier();
            return sum;
        }

        private static Real Result(Frame frame)
        {
            Real result = frame.Room[0];
            Group.Barrier();
            return result;
        }
    }
}
