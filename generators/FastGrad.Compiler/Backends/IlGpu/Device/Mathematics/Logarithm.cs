using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>Logarithms. With the whole number k and f around 0, x = 2ᵏ·(1 + f), and log x = k log 2 + log(1 + f).</summary>
    internal static class Logarithm
    {
        /// <summary>log x.</summary>
        public static Real Log(Real x)
        {
            Real normal = Normal(x, out int lifted);
            int k = Bits.Exponent(normal);
            Real result = Sum(k - lifted, Bits.Mantissa(normal, k) - 1);
            // Below 0 and at 0; at ∞ and NaN, which are themselves.
            result = x > 0 ? result : x == 0 ? Real.NegativeInfinity : Real.NaN;
            return x < Real.PositiveInfinity ? result : x;
        }

        /// <summary>log(1 + x).</summary>
        public static Real Log1p(Real x)
        {
            Real result = OfOnePlus(x);
            // Below −1, at −1, and at ∞ and NaN, which are themselves; at −0 too, whose sign the sums lose.
            result = x > -1 ? result : x == -1 ? Real.NegativeInfinity : Real.NaN;
            return x < Real.PositiveInfinity && x != 0 ? result : x;
        }

        /// <summary>log(1 + x) of x above −1: 1 + x = 2ᵏ·(1 + f) with f around 0, and what 1 + x loses in rounding belongs to f.</summary>
        public static Real OfOnePlus(Real x)
        {
            Real sum = 1 + x, rounded = sum - 1;
            Real lost = (1 - (sum - rounded)) + (x - rounded);
            int k = Bits.Exponent(sum);
            // Where k is large nothing that was lost is seen any more.
            Real scale = Bits.PowerOfTwo(k < 64 ? -k : -64);
            return Sum(k, lost * scale + (Bits.Mantissa(sum, k) - 1));
        }

        /// <summary>A number too small to have an exponent, times a power of two, and which power that is.</summary>
        public static Real Normal(Real x, out int lifted)
        {
            bool isDenormal = x < (Bits.IsSingle ? (Real)1.17549435e-38 : (Real)2.2250738585072014e-308);
            lifted = isDenormal ? Bits.IsSingle ? 24 : 53 : 0;
            return isDenormal ? x * (Bits.IsSingle ? (Real)(1 << 24) : (Real)(1L << 53)) : x;
        }

        /// <summary>k log 2 + log(1 + f). log 2 comes in two parts, the first so short that k times it is exact.</summary>
        private static Real Sum(int k, Real f)
        {
            const Real first = Bits.IsSingle ? (Real)0.693359375 : (Real)6.93147180369123816490e-1;
            const Real second = Bits.IsSingle ? (Real)(-2.12194440e-4) : (Real)1.90821492927058770002e-10;
            Real halfSquare = f * f * (Real)0.5;
            return k * first + (f - (halfSquare - (k * second + Tail(f, halfSquare))));
        }

        /// <summary>log(1 + f) − f + f²/2: in float after Moshier's Cephes, in double after Sun's fdlibm.</summary>
        private static Real Tail(Real f, Real halfSquare)
        {
            if (Bits.IsSingle)
            {
                Real sum = (Real)7.0376836292e-2;
                sum = sum * f + (Real)(-1.1514610310e-1);
                sum = sum * f + (Real)1.1676998740e-1;
                sum = sum * f + (Real)(-1.2420140846e-1);
                sum = sum * f + (Real)1.4249322787e-1;
                sum = sum * f + (Real)(-1.6668057665e-1);
                sum = sum * f + (Real)2.0000714765e-1;
                sum = sum * f + (Real)(-2.4999993993e-1);
                sum = sum * f + (Real)3.3333331174e-1;
                return f * f * f * sum;
            }
            Real s = f / (2 + f), z = s * s;
            Real series = (Real)1.479819860511658591e-1;
            series = series * z + (Real)1.531383769920937332e-1;
            series = series * z + (Real)1.818357216161805012e-1;
            series = series * z + (Real)2.222219843214978396e-1;
            series = series * z + (Real)2.857142874366239149e-1;
            series = series * z + (Real)3.999999999940941908e-1;
            series = series * z + (Real)6.666666666666735130e-1;
            return s * (series * z + halfSquare);
        }
    }
}
