using System.Numerics;

namespace FastGrad.Kernels;

/// <summary>
/// What the functions need of a vector beyond <see cref="IVector{V, T}"/>: constants, and lanes as whole numbers of their width, to take
/// exponents apart and to put them together.
/// </summary>
internal interface IBits<V, T> : IVector<V, T>
    where V : struct, IBits<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// A number in every lane. What <see cref="IVector{V, T}.Create"/> gives, in fewer calls to inline: of those the JIT has only so many, and a
    /// polynomial is mostly constants.
    /// </summary>
    static abstract V Constant(double value);

    /// <summary>One number in float and another in double.</summary>
    static abstract V Constant(double single, double twice);

    /// <summary>The number that has these bits.</summary>
    static abstract V FromBits(int single, long twice);

    /// <summary>Moves the lowest bits of the mantissa to where the exponent is.</summary>
    static abstract V ShiftToExponent(V value);

    /// <summary>Moves the exponent to where the lowest bits of the mantissa are; zeros come after it.</summary>
    static abstract V ShiftFromExponent(V value);

    /// <summary>Sum of two lanes as whole numbers.</summary>
    static abstract V AddBits(V left, V right);

    /// <summary>Difference of two lanes as whole numbers.</summary>
    static abstract V SubtractBits(V left, V right);

    /// <summary>The bits that both have.</summary>
    static abstract V AndBits(V left, V right);

    /// <summary>The bits that one of them has.</summary>
    static abstract V XorBits(V left, V right);

    /// <summary>Whether a mask is set in any lane.</summary>
    static abstract bool Any(V mask);
}
