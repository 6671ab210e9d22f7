using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// What all optimizers' updates share, and kernels that go over all weights whatever moves them. Launch those with
    /// Lanes(frame.ParameterLength).
    /// </summary>
    public static class Updates
    {
        /// <summary>Multiplies all gradients.</summary>
        public static void ScaleKernel(Frame frame, Real factor)
        {
            for (int i = Grid.IdxX * Group.DimX + Group.IdxX; i < frame.ParameterLength; i += Grid.DimX * Group.DimX)
                frame.Gradients[i] *= factor;
        }

        /// <summary>
        /// The average of the weights follows them. From the nearer end: the small share is the one that rounding would hurt, and a weight that
        /// never moved stays its own average.
        /// </summary>
        /// <param name="frame">The call's.</param>
        /// <param name="kept">The share of the average that is kept.</param>
        /// <param name="taken">1 less that, from where it has all its digits.</param>
        public static void FollowKernel(Frame frame, Real kept, Real taken)
        {
            // Of weights that stayed where they were there is nothing to follow.
            int count = frame.Skips[0] == 0 ? frame.ParameterLength : 0;
            for (int i = Grid.IdxX * Group.DimX + Group.IdxX; i < count; i += Grid.DimX * Group.DimX)
            {
                Real average = frame.Average[i];
                Real weight = frame.Parameters[i];
                frame.Average[i] = kept >= taken ? (weight - average) * taken + average : (average - weight) * kept + weight;
            }
        }

        /// <summary>A gradient within ± a limit; NaN stays.</summary>
        internal static Real Limited(Real gradient, Real limit) => gradient > limit ? limit : gradient < -limit ? -limit : gradient;

        /// <summary>What an optimizer remembers, and 0 for what nears the denormals, on which arithmetic is slow; NaN stays.</summary>
        internal static Real Flush(Real value)
        {
            const Real Least = sizeof(Real) == 4 ? (Real)1e-30 : (Real)1e-290;
            return value < Least && value > -Least ? 0 : value;
        }
    }
}
