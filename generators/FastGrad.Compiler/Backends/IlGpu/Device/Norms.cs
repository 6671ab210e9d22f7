using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>
    /// Euclidean norms of gradients, and shortening them: four launches in this order. They leave the norm of all gradients at 0 of the frame's norms
    /// and those of the tensors behind it.
    /// </summary>
    public static class Norms
    {
        // Squares of what lies between neither overflow nor vanish; what is outside is multiplied first. Powers of two, which round nothing:
        // Blue, "A Portable Fortran Program to Find the Euclidean Norm of a Vector" (1978).
        private const Real Small = sizeof(Real) == 4 ? (Real)1.0842021724855044e-19 : (Real)1.4916681462400413e-154;
        private const Real Large = sizeof(Real) == 4 ? (Real)4503599627370496.0 : (Real)1.997919072202235e+146;
        private const Real FromSmall = sizeof(Real) == 4 ? (Real)3.777893186295716e+22 : (Real)4.4989137945431964e+161;
        private const Real FromLarge = sizeof(Real) == 4 ? (Real)1.3234889800848443e-23 : (Real)1.1113793747425387e-162;

        /// <summary>Added to a norm before a limit is divided by it.</summary>
        private const Real Epsilon = (Real)1e-6;

        /// <summary>
        /// The norm of each part of a tensor, each by a group. Launch with Rows(tensors * TensorPart.Count(frame.ParameterLength)).
        /// </summary>
        public static void PartsKernel(Frame frame)
        {
            frame.Room = SharedMemory.Allocate<Real>(Frame.RoomLength);
            int units = TensorPart.Units(frame);
            for (int unit = Grid.IdxX; unit < units; unit += Grid.DimX)
            {
                TensorPart part = TensorPart.Of(frame, unit);
                Real small = 0;
                Real middle = 0;
                Real large = 0;
                for (int i = part.From + Group.IdxX; i < part.To; i += Group.DimX)
                {
                    Real gradient = Mathematics.Abs(frame.Gradients[i]);
                    if (gradient > Large)
                        large += gradient * FromLarge * (gradient * FromLarge);
                    else if (gradient < Small)
                        small += gradient * FromSmall * (gradient * FromSmall);
                    else
                        middle += gradient * gradient;
                }
                large = Sums.Sum(frame, large);
                middle = Sums.Sum(frame, middle);
                small = Sums.Sum(frame, small);
                TensorSums.Leave(frame, 0, unit, Norm(small, middle, large));
            }
        }

        /// <summary>The norm of each tensor, each by a group. Launch with Rows(tensors).</summary>
        public static void TensorsKernel(Frame frame)
        {
            frame.Room = SharedMemory.Allocate<Real>(Frame.RoomLength);
            int tensors = TensorPart.Tensors(frame);
            int parts = TensorPart.Count(frame.ParameterLength);
            for (int tensor = Grid.IdxX; tensor < tensors; tensor += Grid.DimX)
            {
                Real norm = Together(frame, TensorSums.Parts(frame, 0) + tensor * parts, parts);
                if (Group.IdxX == 0)
                    frame.Norms[1 + tensor] = norm;
            }
        }

        /// <summary>The norm of all tensors. Launch one group.</summary>
        public static void TogetherKernel(Frame frame)
        {
            frame.Room = SharedMemory.Allocate<Real>(Frame.RoomLength);
            Real norm = Together(frame, 1, TensorPart.Tensors(frame));
            if (Grid.IdxX == 0 && Group.IdxX == 0)
                frame.Norms[0] = norm;
        }

        /// <summary>
        /// Multiplies gradients whose norm is over the limit by limit / (norm + ε). A norm that is NaN makes all of what it is the norm of NaN;
        /// one that is infinite makes it 0, and NaN where an element is infinite. Launch with
        /// Rows(tensors * TensorPart.Count(frame.ParameterLength)), for a finite limit only.
        /// </summary>
        /// <param name="frame">The call's.</param>
        /// <param name="limit">The longest allowed.</param>
        /// <param name="ofTensors">Whether each tensor's own norm is limited, as 1 or 0.</param>
        public static void ShortenKernel(Frame frame, Real limit, int ofTensors)
        {
            int units = TensorPart.Units(frame);
            for (int unit = Grid.IdxX; unit < units; unit += Grid.DimX)
            {
                TensorPart part = TensorPart.Of(frame, unit);
                Real length = frame.Norms[ofTensors != 0 ? 1 + part.Tensor : 0] + Epsilon;
                // Not the other way round: NaN spreads.
                if (limit >= length)
                    continue;
                // Of a factor that nears the denormals few digits are left, so a power of two goes ahead of it.
                const Real Far = 1152921504606846976;
                Real ahead = length > Far && length <= Largest ? 1 / Far : 1;
                Real factor = limit / (length * ahead);
                for (int i = part.From + Group.IdxX; i < part.To; i += Group.DimX)
                    frame.Gradients[i] = frame.Gradients[i] * ahead * factor;
            }
        }

        private const Real Largest = Real.MaxValue;

        private static Real Norm(Real small, Real middle, Real large)
        {
            if (large > 0)
                return Mathematics.Sqrt(large + middle * FromLarge * FromLarge) / FromLarge;
            return middle == 0 ? Mathematics.Sqrt(small) / FromSmall : Mathematics.Sqrt(middle + small / FromSmall / FromSmall);
        }

        /// <summary>The norm of what norms lie one after another are the norms of; all lanes get it.</summary>
        private static Real Together(Frame frame, int first, int count)
        {
            Real largest = TensorSums.Max(frame, first, count);
            Real squares = 0;
            for (int i = Group.IdxX; i < count; i += Group.DimX)
            {
                Real norm = frame.Norms[first + i] / largest;
                squares += norm * norm;
            }
            squares = Sums.Sum(frame, squares);
            // 0 and infinity have no share of themselves, nor has NaN.
            return largest > 0 && largest <= Largest ? largest * Mathematics.Sqrt(squares) : largest;
        }
    }
}
