using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>
    /// The random numbers of formulas, the same as those of the CPU and of <c>Ops.Uniform</c>: Philox4x32-10 with the seed as its key, and a
    /// counter of element, example, stream and call.
    /// </summary>
    internal static class RandomNumbers
    {
        /// <summary>A number in [0, 1), a multiple of 2⁻²⁴ in both precisions.</summary>
        /// <param name="frame">The seed and the call.</param>
        /// <param name="stream">Which random call of the formula.</param>
        /// <param name="example">Place in the batch.</param>
        /// <param name="element">Place in the example.</param>
        public static Real Uniform(Frame frame, int stream, int example, int element)
        {
            unchecked
            {
                // Four elements share a block. That each makes it again costs less than sharing it.
                uint x0 = (uint)element >> 2, x1 = (uint)example, x2 = (uint)frame.CallLow;
                uint x3 = 1u << 31 | (uint)stream << 16 | (uint)frame.CallHigh & 0xFFFF;
                uint key0 = (uint)frame.SeedLow, key1 = (uint)frame.SeedHigh;
                for (int round = 0; round < 10; round++)
                {
                    ulong first = 0xD2511F53ul * x0, second = 0xCD9E8D57ul * x2;
                    x0 = (uint)(second >> 32) ^ x1 ^ key0;
                    x1 = (uint)second;
                    x2 = (uint)(first >> 32) ^ x3 ^ key1;
                    x3 = (uint)first;
                    key0 += 0x9E3779B9u;
                    key1 += 0xBB67AE85u;
                }
                int word = element & 3;
                uint bits = word == 0 ? x0 : word == 1 ? x1 : word == 2 ? x2 : x3;
                return (int)(bits >> 8) * (Real)(1.0 / (1 << 24));
            }
        }
    }
}
