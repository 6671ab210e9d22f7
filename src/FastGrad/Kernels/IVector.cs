using System.Numerics;

namespace FastGrad.Kernels;

/// <summary>
/// A register of numbers, whatever its width: what every kernel and all emitted code is written against, once for every width.
/// A comparison gives a mask, a vector whose lanes have all bits set or none. One lane follows the same algorithm in every
/// width, bit for bit, so that a range may be split between widths anywhere.
/// </summary>
/// <remarks>
/// How far functions are off at most holds in both precisions for every argument, with and without a fused multiply-add. A unit of the last
/// place is that of the exact value. What is special (signed zeros, infinities, NaN, numbers too small for an exponent) is as in <see cref="Math"/>.
/// </remarks>
/// <typeparam name="V">The vector itself.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IVector<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Lanes in the vector; a constant to the JIT.</summary>
    static abstract int Count { get; }

    /// <summary>Zero in every lane.</summary>
    static abstract V Zero { get; }

    /// <summary>0, 1, 2, … in the lanes.</summary>
    static abstract V Indices { get; }

    /// <summary>The value in every lane.</summary>
    static abstract V Create(T value);

    /// <summary>A mask of the first <paramref name="count"/> lanes: none at 0 and below, all at <see cref="Count"/> and above.</summary>
    static abstract V FirstLanes(nint count);

    /// <summary><see cref="Count"/> numbers from <paramref name="source"/>[<paramref name="index"/>] on.</summary>
    static abstract V Load(ref readonly T source, nint index);

    /// <summary>Writes <see cref="Count"/> numbers to <paramref name="destination"/>[<paramref name="index"/>] and on.</summary>
    void Store(ref T destination, nint index);

    /// <summary>Lane by lane.</summary>
    static abstract V operator +(V left, V right);
    /// <summary>Lane by lane.</summary>
    static abstract V operator -(V left, V right);
    /// <summary>Lane by lane.</summary>
    static abstract V operator *(V left, V right);
    /// <summary>Lane by lane.</summary>
    static abstract V operator /(V left, V right);
    /// <summary>Flips the sign, also of 0 and NaN.</summary>
    static abstract V operator -(V value);

    /// <summary>left × right + addend: rounded once where the processor can, else twice.</summary>
    static abstract V MultiplyAdd(V left, V right, V addend);

    /// <summary>A mask; false where either is NaN.</summary>
    static abstract V LessThan(V left, V right);
    /// <summary>A mask; false where either is NaN.</summary>
    static abstract V LessThanOrEqual(V left, V right);
    /// <summary>A mask; false where either is NaN.</summary>
    static abstract V GreaterThan(V left, V right);
    /// <summary>A mask; false where either is NaN.</summary>
    static abstract V GreaterThanOrEqual(V left, V right);
    /// <summary>A mask; false where either is NaN.</summary>
    static abstract V Equal(V left, V right);

    /// <summary>As in C#, true where either is NaN.</summary>
    static abstract V NotEqual(V left, V right);

    /// <summary>Of masks.</summary>
    static abstract V And(V left, V right);
    /// <summary>Of masks.</summary>
    static abstract V Or(V left, V right);
    /// <summary>Of a mask.</summary>
    static abstract V Not(V mask);

    /// <summary>Lane by lane; the lane not chosen has no influence, NaN included.</summary>
    static abstract V Select(V mask, V whenTrue, V whenFalse);

    /// <summary>Without the sign.</summary>
    static abstract V Abs(V value);
    /// <summary>Square root; NaN below 0.</summary>
    static abstract V Sqrt(V value);
    /// <summary>The larger; NaN where either is NaN, as <see cref="Math.Max(double, double)"/>.</summary>
    static abstract V Max(V left, V right);
    /// <summary>The smaller; NaN where either is NaN, as <see cref="Math.Min(double, double)"/>.</summary>
    static abstract V Min(V left, V right);
    /// <summary>The largest whole number not above.</summary>
    static abstract V Floor(V value);
    /// <summary>e to the power; at most 1.5 units of the last place off.</summary>
    static abstract V Exp(V value);
    /// <summary>eˣ − 1, precise for small x too; at most 2 units of the last place off.</summary>
    static abstract V Expm1(V value);
    /// <summary>Natural logarithm, NaN below 0; at most 1 unit of the last place off.</summary>
    static abstract V Log(V value);
    /// <summary>log(1 + x), precise for small x too, NaN below −1; at most 1.5 units of the last place off.</summary>
    static abstract V Log1p(V value);
    /// <summary>Hyperbolic tangent; at most 2.5 units of the last place off.</summary>
    static abstract V Tanh(V value);
    /// <summary>1 / (1 + e⁻ˣ); at most 2.5 units of the last place off.</summary>
    static abstract V Sigmoid(V value);
    /// <summary>log(1 + eˣ); at most 2 units of the last place off.</summary>
    static abstract V Softplus(V value);
    /// <summary>The error function, 2/√π times the integral of e^(−t²) from 0 to x; at most 1.5 units of the last place off.</summary>
    static abstract V Erf(V value);
    /// <summary>Sine, of any number of radians; at most 1 unit of the last place off.</summary>
    static abstract V Sin(V value);
    /// <summary>Cosine, of any number of radians; at most 1 unit of the last place off.</summary>
    static abstract V Cos(V value);
    /// <summary>Value to the power of the exponent, special where <see cref="Math.Pow"/> is; at most 1.5 units of the last place off.</summary>
    static abstract V Pow(V value, V exponent);

    /// <summary>Sum of the lanes, always in the same order.</summary>
    static abstract T Sum(V value);
    /// <summary>Largest lane; NaN where any is NaN.</summary>
    static abstract T MaxAcross(V value);
    /// <summary>Smallest lane; NaN where any is NaN.</summary>
    static abstract T MinAcross(V value);
}
