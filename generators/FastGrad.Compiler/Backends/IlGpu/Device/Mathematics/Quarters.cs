using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>Angles without their whole quarters of a turn: what is left is within an eighth.</summary>
    internal static class Quarters
    {
        /// <summary>What is left of an angle.</summary>
        /// <param name="x">Radians; in double up to a million.</param>
        /// <param name="low">What is below the last place of what is returned.</param>
        /// <param name="quarter">How many were taken, as far as its last two bits.</param>
        public static Real Take(Real x, out Real low, out int quarter)
        {
            // Beyond, n times the first parts of π/2 would no longer be exact.
            if (Bits.IsSingle && Mathematics.Abs(x) > 6000)
                return TakeMany((float)x, out low, out quarter);
            Real n = Mathematics.Floor(x * (Real)0.6366197723675814 + (Real)0.5);
            quarter = (int)n;
            // π/2 in four parts, of which the first three times n are exact. x may lie so close to n quarters that the last is all that is left.
            Real first = x - n * (Bits.IsSingle ? (Real)1.5703125 : (Real)1.5707963267341256);
            Real second = n * (Bits.IsSingle ? (Real)0.0004837512969970703 : (Real)6.077100506303966e-11);
            Real sum = first - second;
            Real more = n * (Bits.IsSingle ? (Real)7.549533620476723e-08 : (Real)2.0222662487111665e-21) + (second - (first - sum));
            Real high = sum - more;
            low = (sum - high) - more - n * (Bits.IsSingle ? (Real)2.5633440682570896e-12 : (Real)8.4784276603689e-32);
            return high;
        }

        /// <summary>
        /// Payne and Hanek: of the product of x and 2/π only the digits around the point matter, and which of those of 2/π make them the exponent
        /// of x says.
        /// </summary>
        private static Real TakeMany(float x, out Real low, out int quarter)
        {
            unchecked
            {
                uint bits = Interop.FloatAsInt(x);
                int exponent = (int)((bits >> 23) & 0xFF) - 128;
                ulong mantissa = (bits << 8) | 0x80000000u;
                // 2/π in words of 32 bits, from the last to the first, times the mantissa.
                ulong word = 0x3C439041ul * mantissa;
                word = 0xDB629599ul * mantissa + (word >> 32);
                uint word1 = (uint)word;
                word = 0xF534DDC0ul * mantissa + (word >> 32);
                uint word2 = (uint)word;
                word = 0xFC2757D1ul * mantissa + (word >> 32);
                uint word3 = (uint)word;
                word = 0x4E441529ul * mantissa + (word >> 32);
                uint word4 = (uint)word;
                word = 0xA2F9836Eul * mantissa + (word >> 32);
                uint word5 = (uint)word, word6 = (uint)(word >> 32);
                int skipped = exponent >> 5, shift = exponent & 31;
                ulong first = skipped == 0 ? word6 : skipped == 1 ? word5 : skipped == 2 ? word4 : word3;
                ulong second = skipped == 0 ? word5 : skipped == 1 ? word4 : skipped == 2 ? word3 : word2;
                ulong third = skipped == 0 ? word4 : skipped == 1 ? word3 : skipped == 2 ? word2 : word1;
                ulong digits = ((first << 32 | second) << shift) | ((third << shift) >> 32);

                // Two digits are the quarters; of the others, more than half a quarter counts as less than none.
                long rest = (long)(digits << 2);
                quarter = (int)(digits >> 62) + (rest < 0 ? 1 : 0);
                rest >>= 2;
                // π/2 over 2⁶², in two parts.
                float upper = (float)rest, lower = (float)(rest - (long)upper);
                float high = upper * 3.4061216748705226e-19f;
                low = lower * 3.4061216748705226e-19f - upper * 9.47839680047608e-27f;
                if (x < 0)
                {
                    quarter = -quarter;
                    low = -low;
                    high = -high;
                }
                bool isFinite = exponent < 127;
                return isFinite ? high : Real.NaN;
            }
        }
    }
}
