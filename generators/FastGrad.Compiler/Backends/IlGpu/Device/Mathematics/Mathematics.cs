using Real = float;

namespace FastGrad.Generated.GpuFloat
{
    using global::ILGPU;
    using global::System;

    /// <summary>
    /// The functions that formulas speak of. A device's own are approximations of many kinds, so these are the CPU's algorithms, of arithmetic
    /// and bits alone, and right to the same few units of the last place everywhere. None asks that a product and a sum be fused, or that they
    /// be not: compilers do as they like.
    /// </summary>
    internal static class Mathematics
    {
        public static Real Abs(Real x) => Math.Abs(x);

        public static Real Sqrt(Real x) => Bits.IsSingle ? (Real)MathF.Sqrt((float)x) : (Real)Math.Sqrt((double)x);

        public static Real Floor(Real x) => Bits.IsSingle ? (Real)MathF.Floor((float)x) : (Real)Math.Floor((double)x);

        /// <summary>The larger, 0 before −0; NaN where either is, which devices' own leave out.</summary>
        public static Real Max(Real left, Real right) =>
            left > right || left != left ? left : left == right ? Interop.IntAsFloat(Interop.FloatAsInt(left) & Interop.FloatAsInt(right)) : right;

        /// <summary>The smaller, −0 before 0; NaN where either is.</summary>
        public static Real Min(Real left, Real right) =>
            left < right || left != left ? left : left == right ? Interop.IntAsFloat(Interop.FloatAsInt(left) | Interop.FloatAsInt(right)) : right;

        public static Real Exp(Real x) => Exponential.Exp(x);

        /// <summary>eˣ − 1.</summary>
        public static Real Expm1(Real x) => Exponential.Expm1(x);

        public static Real Log(Real x) => Logarithm.Log(x);

        /// <summary>log(1 + x).</summary>
        public static Real Log1p(Real x) => Logarithm.Log1p(x);

        /// <summary>log(1 + eˣ), for large x a little more than x, and so never ∞ before x is.</summary>
        public static Real Softplus(Real x) => (x > 0 ? x : x != x ? x : 0) + Logarithm.OfOnePlus(Exponential.Exp(-Math.Abs(x)));

        /// <summary>1 / (1 + e⁻ˣ), by e to negative powers only, so that nothing overflows and the tail keeps its digits.</summary>
        public static Real Sigmoid(Real x)
        {
            Real decay = Exponential.Exp(-Math.Abs(x));
            return (x < 0 ? decay : 1) / (1 + decay);
        }

        /// <summary>With e²ˣ − 1 for e, e / (e + 2), and the sign of x.</summary>
        public static Real Tanh(Real x)
        {
            const Real saturated = Bits.IsSingle ? 10 : 20;
            Real size = Math.Abs(x);
            size = size > saturated ? saturated : size;
            Real power = Exponential.Expm1OfSmall(size + size);
            return Bits.WithSign(power / (power + 2), x);
        }

        public static Real Erf(Real x) => ErrorFunction.Erf(x);

        public static Real Sin(Real x) => Trigonometric.Sin(x);

        public static Real Cos(Real x) => Trigonometric.Cos(x);

        /// <summary>x to the power of y, special where <see cref="Math.Pow"/> is.</summary>
        public static Real Pow(Real x, Real y) => Power.Pow(x, y);
    }
}
