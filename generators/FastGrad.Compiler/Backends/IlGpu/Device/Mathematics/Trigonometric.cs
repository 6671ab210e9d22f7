using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::System;

    /// <summary>Sine and cosine: of what is left when whole quarters of a turn are taken away.</summary>
    internal static class Trigonometric
    {
        public static Real Sin(Real x)
        {
            if (!Bits.IsSingle && Mathematics.Abs(x) > (Real)1e6)
                return (Real)Math.Sin((double)x);
            Real high = Quarters.Take(x, out Real low, out int quarter);
            // Only for −0, whose sign the sums lose.
            return x == 0 ? x : OfQuarter(high, low, quarter);
        }

        /// <summary>The sine a quarter of a turn later.</summary>
        public static Real Cos(Real x)
        {
            if (!Bits.IsSingle && Mathematics.Abs(x) > (Real)1e6)
                return (Real)Math.Cos((double)x);
            Real high = Quarters.Take(x, out Real low, out int quarter);
            return OfQuarter(high, low, quarter + 1);
        }

        /// <summary>Sine of an angle within an eighth of a turn, in two parts, turned by a number of quarters.</summary>
        private static Real OfQuarter(Real high, Real low, int quarter)
        {
            Real square = high * high;
            Real result = (quarter & 1) == 0 ? Sine(high, low, square) : Cosine(high, low, square);
            return (quarter & 2) == 0 ? result : -result;
        }

        /// <summary>r − r³/3! + …, and what the second part of r adds.</summary>
        private static Real Sine(Real r, Real low, Real square)
        {
            Real sum;
            if (Bits.IsSingle)
            {
                sum = (Real)(-1.9515295891e-4);
                sum = sum * square + (Real)8.3321608736e-3;
                sum = sum * square + (Real)(-1.6666654611e-1);
            }
            else
            {
                sum = (Real)1.58969099521155010221e-10;
                sum = sum * square + (Real)(-2.50507602534068634195e-8);
                sum = sum * square + (Real)2.75573137070700676789e-6;
                sum = sum * square + (Real)(-1.98412698298579493134e-4);
                sum = sum * square + (Real)8.33333333332248946124e-3;
                sum = sum * square + (Real)(-1.66666666666666324348e-1);
            }
            return r + (r * square * sum + (low - low * square * (Real)0.5));
        }

        /// <summary>1 − r²/2! + …, and what the second part of r takes away.</summary>
        private static Real Cosine(Real r, Real low, Real square)
        {
            Real sum;
            if (Bits.IsSingle)
            {
                sum = (Real)2.443315711809948e-5;
                sum = sum * square + (Real)(-1.388731625493765e-3);
                sum = sum * square + (Real)4.166664568298827e-2;
            }
            else
            {
                sum = (Real)(-1.13596475577881948265e-11);
                sum = sum * square + (Real)2.08757232129817482790e-9;
                sum = sum * square + (Real)(-2.75573143513906633035e-7);
                sum = sum * square + (Real)2.48015872894767294178e-5;
                sum = sum * square + (Real)(-1.38888888888741095749e-3);
                sum = sum * square + (Real)4.16666666666666019037e-2;
            }
            // 1 − r²/2 with what its rounding loses.
            Real half = square * (Real)0.5, most = 1 - half;
            return most + (square * square * sum + (((1 - most) - half) - r * low));
        }
    }
}
