using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>The exponential function.</summary>
    internal static class Exponential
    {
        /// <summary>eˣ = 2ⁿ·eʳ with the whole number n nearest to x / ln 2, and |r| ≤ ln 2 / 2 small enough for Taylor's series.</summary>
        public static Real Exp(Real x)
        {
            x = Within(x);
            Real n = Twos(x);
            return Scaled(Rest(x, n), n);
        }

        /// <summary>eˣ − 1: 2ⁿ·(eʳ − 1) + (2ⁿ − 1), where nothing cancels.</summary>
        public static Real Expm1(Real x)
        {
            Real within = Within(x), n = Twos(within), r = Rest(within, n);
            Real small = r * r * Tail(r) + r;
            // In two factors as below; the 1 that is taken away is divided by the second beforehand.
            Real half = Mathematics.Floor(n * (Real)0.5);
            Real first = Bits.PowerOfTwo(half), second = Bits.PowerOfTwo(n - half), inverse = Bits.PowerOfTwo(half - n);
            Real result = (small * first + (first - inverse)) * second;
            // Only for −0, whose sign the sums lose.
            return x == 0 ? x : result;
        }

        /// <summary>eˣ − 1 for 0 ≤ x &lt; 64, where one factor is enough.</summary>
        public static Real Expm1OfSmall(Real x)
        {
            Real n = Twos(x), r = Rest(x, n), scale = Bits.PowerOfTwo(n);
            return (r * r * Tail(r) + r) * scale + (scale - 1);
        }

        /// <summary>eʳ·2ⁿ, in two factors, because 2ⁿ alone could overflow or vanish where the result does not.</summary>
        public static Real Scaled(Real r, Real n)
        {
            Real half = Mathematics.Floor(n * (Real)0.5);
            Real power = (Tail(r) * r + 1) * r + 1;
            return power * Bits.PowerOfTwo(half) * Bits.PowerOfTwo(n - half);
        }

        /// <summary>Beyond these the result is 0 or ∞, and the exponent would leave its range. NaN is neither.</summary>
        private static Real Within(Real x)
        {
            const Real lowest = Bits.IsSingle ? -104 : -746, highest = Bits.IsSingle ? 89 : 710;
            return x < lowest ? lowest : x > highest ? highest : x;
        }

        /// <summary>The whole number n nearest to x / ln 2.</summary>
        private static Real Twos(Real x) => Mathematics.Floor(x * (Real)1.4426950408889634 + (Real)0.5);

        /// <summary>r = x − n ln 2, not larger than ln 2 / 2. ln 2 comes in two parts, the first so short that n times it is exact.</summary>
        private static Real Rest(Real x, Real n)
        {
            const Real first = Bits.IsSingle ? (Real)0.693359375 : (Real)6.93147180369123816490e-1;
            const Real second = Bits.IsSingle ? (Real)(-2.12194440e-4) : (Real)1.90821492927058770002e-10;
            return x - n * first - n * second;
        }

        /// <summary>(eʳ − 1 − r) / r² = 1/2! + r/3! + … as far as the precision sees it.</summary>
        private static Real Tail(Real r)
        {
            Real sum = (Real)(1.0 / 5040);
            if (!Bits.IsSingle)
            {
                sum = (Real)(1.0 / 6227020800);
                sum = sum * r + (Real)(1.0 / 479001600);
                sum = sum * r + (Real)(1.0 / 39916800);
                sum = sum * r + (Real)(1.0 / 3628800);
                sum = sum * r + (Real)(1.0 / 362880);
                sum = sum * r + (Real)(1.0 / 40320);
                sum = sum * r + (Real)(1.0 / 5040);
            }
            sum = sum * r + (Real)(1.0 / 720);
            sum = sum * r + (Real)(1.0 / 120);
            sum = sum * r + (Real)(1.0 / 24);
            sum = sum * r + (Real)(1.0 / 6);
            return sum * r + (Real)0.5;
        }
    }
}
