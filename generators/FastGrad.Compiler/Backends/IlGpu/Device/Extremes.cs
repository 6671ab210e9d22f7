using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// The largest and the smallest of what lanes have of a column, a side of their square apart. All lanes ask; the first side of them gets it.
    /// </summary>
    internal static class Extremes
    {
        public static Real Max(Frame frame, Real value, int side)
        {
            frame.Room[Group.IdxX] = value;
            Group.Barrier();
            if (Group.IdxX < side)
            {
                for (int other = 1; other < side; other++)
                    value = Mathematics.Max(value, frame.Room[other * side + Group.IdxX]);
            }
            Group.Barrier();
            return value;
        }

        public static Real Min(Frame frame, Real value, int side)
        {
            frame.Room[Group.IdxX] = value;
            Group.Barrier();
            if (Group.IdxX < side)
            {
                for (int other = 1; other < side; other++)
                    value = Mathematics.Min(value, frame.Room[other * side + Group.IdxX]);
            }
            Group.Barrier();
            return value;
        }
    }
}
