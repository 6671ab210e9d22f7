using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// What a loss is multiplied by in mixed precision, decided where the gradients are: updates of the weights go on without the host. Of the
    /// frame's skips, 0 says whether this update is left out, 1 how many slots those left out take, 2 how many there were since the host asked, 3 how
    /// many went well in a row, and 4 whether a gradient is no finite number.
    /// </summary>
    public static class Scaler
    {
        /// <summary>Looks for gradients that are not finite. Whoever finds one writes the same. Launch with Lanes(frame.ParameterLength).</summary>
        public static void FindKernel(Frame frame)
        {
            for (int i = Grid.IdxX * Group.DimX + Group.IdxX; i < frame.ParameterLength; i += Grid.DimX * Group.DimX)
            {
                Real gradient = frame.Gradients[i];
                if (!(gradient >= -Real.MaxValue && gradient <= Real.MaxValue))
                    frame.Skips[4] = 1;
            }
        }

        /// <summary>Decides about the update and the next scale. Launch one group.</summary>
        /// <param name="frame">The call's.</param>
        /// <param name="growth">Times the scale, after enough updates that went well.</param>
        /// <param name="backoff">Times the scale, after one that did not.</param>
        /// <param name="interval">How many are enough.</param>
        /// <param name="slots">From one update's constants to the next one's.</param>
        public static void DecideKernel(Frame frame, Real growth, Real backoff, int interval, int slots)
        {
            if (Grid.IdxX == 0 && Group.IdxX == 0)
            {
                int found = frame.Skips[4];
                int good = found != 0 ? 0 : frame.Skips[3] + 1;
                Real scale = frame.Scaling[0];
                if (found != 0)
                {
                    scale *= backoff;
                    frame.Skips[1] += slots;
                    frame.Skips[2] += 1;
                }
                else if (good >= interval)
                {
                    good = 0;
                    if (scale * growth <= Real.MaxValue)
                        scale *= growth;
                }
                frame.Skips[0] = found;
                frame.Skips[3] = good;
                frame.Skips[4] = 0;
                frame.Scaling[0] = scale;
                frame.Scaling[1] = 1 / scale;
            }
        }

        /// <summary>Rows of ours for others: as they are, or as gradients without the scale. Launch with Lanes(count).</summary>
        /// <param name="frame">The call's.</param>
        /// <param name="at">The first one's place.</param>
        /// <param name="count">How many numbers.</param>
        /// <param name="isHalf">Whether they lie in 16 bits, as 1 or 0.</param>
        /// <param name="isGradient">Whether they are gradients, as 1 or 0.</param>
        /// <param name="destination">Takes them.</param>
        /// <param name="to">The first one's place there.</param>
        public static void GiveKernel(Frame frame, int at, int count, int isHalf, int isGradient, ArrayView<Real> destination, int to)
        {
            for (int i = Grid.IdxX * Group.DimX + Group.IdxX; i < count; i += Grid.DimX * Group.DimX)
            {
                Real value = isHalf != 0 ? global::FastGrad.Generated.Gpu.Halves.Read(frame.Halves[at + i]) : frame.Arena[at + i];
                destination[to + i] = isGradient != 0 ? value * frame.Scaling[1] : value;
            }
        }

        /// <summary>Gradients from outside, with the scale. Launch with Lanes(count).</summary>
        /// <param name="frame">The call's.</param>
        /// <param name="source">The gradients.</param>
        /// <param name="at">The first one's place with us.</param>
        /// <param name="count">How many numbers.</param>
        /// <param name="isHalf">Whether they lie in 16 bits, as 1 or 0.</param>
        public static void TakeKernel(Frame frame, ArrayView<Real> source, int at, int count, int isHalf)
        {
            for (int i = Grid.IdxX * Group.DimX + Group.IdxX; i < count; i += Grid.DimX * Group.DimX)
            {
                Real value = source[i] * frame.Scaling[0];
                if (isHalf != 0)
                    frame.Halves[at + i] = global::FastGrad.Generated.Gpu.Halves.Round((float)value);
                else
                    frame.Arena[at + i] = value;
            }
        }
    }
}
