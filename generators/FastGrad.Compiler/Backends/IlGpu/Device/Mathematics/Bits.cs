using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;

    /// <summary>Numbers taken apart and put together. Of two alternatives by <see cref="IsSingle"/> the compiler leaves one.</summary>
    internal static class Bits
    {
        /// <summary>Whether numbers are floats.</summary>
        public const bool IsSingle = sizeof(Real) == 4;

        private const int SignShift = 8 * sizeof(Real) - 1;

        /// <summary>A size, which is not negative, with the sign of a number.</summary>
        public static Real WithSign(Real size, Real of) =>
            Interop.IntAsFloat(Interop.FloatAsInt(size) | (Interop.FloatAsInt(of) >> SignShift << SignShift));

        /// <summary>2 to a whole number between the exponents of normal numbers.</summary>
        public static Real PowerOfTwo(Real number) => unchecked(IsSingle
            ? (Real)Interop.IntAsFloat((uint)((int)number + 127) << 23)
            : (Real)Interop.IntAsFloat((ulong)((int)number + 1023) << 52));

        /// <summary>The whole number k for which x / 2ᵏ is from √½ to √2; of normal positive numbers.</summary>
        public static int Exponent(Real x) => unchecked(IsSingle
            ? (int)((Interop.FloatAsInt((float)x) + 0x4AFB0D) >> 23) - 127
            : (int)((Interop.FloatAsInt((double)x) + 0x95F619980C433) >> 52) - 1023);

        /// <summary>x / 2ᵏ, for the k of <see cref="Exponent"/>.</summary>
        public static Real Mantissa(Real x, int exponent) => unchecked(IsSingle
            ? (Real)Interop.IntAsFloat(Interop.FloatAsInt((float)x) - ((uint)exponent << 23))
            : (Real)Interop.IntAsFloat(Interop.FloatAsInt((double)x) - ((ulong)exponent << 52)));

        /// <summary>The upper half of a number's digits: two such have an exact product.</summary>
        public static Real Upper(Real x) => IsSingle
            ? (Real)Interop.IntAsFloat(Interop.FloatAsInt((float)x) >> 12 << 12)
            : (Real)Interop.IntAsFloat(Interop.FloatAsInt((double)x) >> 27 << 27);
    }
}
