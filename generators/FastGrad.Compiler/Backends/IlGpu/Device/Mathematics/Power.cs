using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    /// <summary>
    /// xʸ = 2 to the power of y log₂ x. The larger the power, the more of its digits stand before the point; so logarithm and power are carried
    /// as two numbers, the upper one cut so short that its products are exact (after Sun's fdlibm).
    /// </summary>
    internal static class Power
    {
        public static Real Pow(Real x, Real y)
        {
            const Real most = Bits.IsSingle ? 1L << 36 : (Real)73786976294838206464.0;
            const Real lowest = Bits.IsSingle ? -160 : -1090, highest = Bits.IsSingle ? 140 : 1040;
            Real size = Mathematics.Abs(x), high = Log(size, out Real low);

            // So large a y overflows with any logarithm but 0, and none of its products does.
            Real times = y > most ? most : y < -most ? -most : y, upper = Bits.Upper(times);
            Real product = upper * high, rest = (times - upper) * high + times * low;

            // Of 0, ∞ and NaN the bits above mean nothing. The power is ±∞ by the sign of y, or NaN.
            bool ordinary = size > 0 && size < Real.PositiveInfinity;
            product = ordinary ? product : (size == 0 ? -y : y * size) * Real.PositiveInfinity;
            // Nor does the rest where 2 to this is ±∞ or 0.
            rest = Mathematics.Abs(product) < 2048 ? rest : 0;
            product = product < lowest ? lowest : product > highest ? highest : product;
            Real result = PowerOfTwo(product, rest);

            // A negative number has powers of whole numbers only; of −∞ the size has all.
            Real half = y * (Real)0.5;
            bool isWhole = Mathematics.Floor(y) == y, isEven = Mathematics.Floor(half) == half;
            result = isWhole && !isEven ? Bits.WithSign(result, x) : result;
            result = x < 0 && size < Real.PositiveInfinity && !isWhole ? Real.NaN : result;

            // x⁰ and 1ʸ are 1 even of NaN.
            return y == 0 || x == 1 ? 1 : result;
        }

        /// <summary>2 to the sum of a number and a much smaller one.</summary>
        private static Real PowerOfTwo(Real high, Real low)
        {
            const Real log = (Real)0.6931471805599453;
            const Real logUpper = Bits.IsSingle ? (Real)0.693115234375 : (Real)0.6931471675634384;
            const Real logLower = Bits.IsSingle ? (Real)3.1946184945309415e-05 : (Real)1.2996506893889889e-08;
            Real n = Mathematics.Floor(high + low + (Real)0.5), f = high - n;
            Real upper = Bits.Upper(f + low), lower = low - (upper - f);
            return Exponential.Scaled(upper * logUpper + (lower * log + upper * logLower), n);
        }

        /// <summary>log₂ x = k + 2 / log 2 · artanh(s) with s = (m − 1) / (m + 1) and x = 2ᵏm: half as many digits, and the rest.</summary>
        private static Real Log(Real x, out Real low)
        {
            const Real scale = (Real)0.9617966939259756;
            const Real scaleUpper = Bits.IsSingle ? (Real)0.961669921875 : (Real)0.9617966860532761;
            const Real scaleLower = Bits.IsSingle ? (Real)0.0001267720509756049 : (Real)7.872699542894897e-09;
            x = Logarithm.Normal(x, out int lifted);
            int exponent = Bits.Exponent(x);
            Real k = exponent - lifted, m = Bits.Mantissa(x, exponent);

            Real f = m - 1, inverse = 1 / (m + 1), s = f * inverse, sUpper = Bits.Upper(s);
            Real sum = Bits.Upper(m + 1), sumLower = m - (sum - 1);
            Real sLower = inverse * ((f - sUpper * sum) - sUpper * sumLower);

            // 3 + s² + 3/5 s⁴ + …, which times 2/3 s is the logarithm of m.
            Real square = s * s, more = square * square * Series(square) + sLower * (sUpper + s);
            square = sUpper * sUpper;
            Real slope = Bits.Upper(3 + square + more), slopeLower = more - ((slope - 3) - square);
            Real first = sUpper * slope, second = sLower * slope + slopeLower * s;
            Real upper = Bits.Upper(first + second), lower = second - (upper - first);

            // 2/3 of it over log 2.
            first = scaleUpper * upper;
            second = scaleLower * upper + lower * scale;
            Real high = Bits.Upper((first + second) + k);
            low = second - ((high - k) - first);
            return high;
        }

        /// <summary>3/5 + 3/7 z + 3/9 z² + …, as far as the lower part sees it.</summary>
        private static Real Series(Real z)
        {
            Real sum;
            if (Bits.IsSingle)
            {
                sum = (Real)(1.5 * 0.1912201778623911);
                sum = sum * z + (Real)(1.5 * 0.22204693146863155);
                sum = sum * z + (Real)(1.5 * 0.28571532582030756);
                return sum * z + (Real)(1.5 * 0.3999999990369459);
            }
            sum = (Real)(1.5 * 0.1172425897646252);
            sum = sum * z + (Real)(1.5 * 0.1170612507385906);
            sum = sum * z + (Real)(1.5 * 0.1333480919529892);
            sum = sum * z + (Real)(1.5 * 0.15384594872224233);
            sum = sum * z + (Real)(1.5 * 0.18181818336322408);
            sum = sum * z + (Real)(1.5 * 0.2222222222165133);
            sum = sum * z + (Real)(1.5 * 0.28571428571429375);
            return sum * z + (Real)0.6;
        }
    }
}
