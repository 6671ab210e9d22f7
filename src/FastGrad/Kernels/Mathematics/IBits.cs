namespace FastGrad.Kernels;

/// <summary>A vector's lanes as whole numbers of their width: what functions need to take exponents apart and to put them together.</summary>
internal interface IBits<V, T> : IVector<V, T>
    where V : struct, IBits<V, T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
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
