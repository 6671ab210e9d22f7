using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Access to a number's bits, which <see cref="Exponential"/> needs to make powers of two.</summary>
internal interface IExponent<V>
{
    /// <summary>Moves the lowest bits of the mantissa to where the exponent is.</summary>
    static abstract V FromMantissa(V value);
}

/// <summary>
/// The exponential function for every width and both precisions. The platform's own will not do: in double, a lane's last bits depend
/// on its neighbours.
/// </summary>
internal static class Exponential
{
    /// <summary>eˣ = 2ⁿ·eʳ with the whole number n nearest to x / ln 2, and |r| ≤ ln 2 / 2 small enough for Taylor's series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x)
        where V : struct, IVector<V, T>, IExponent<V>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Beyond these the result is 0 or ∞ and n would leave the range of exponents. NaN is neither.
        V lowest = Constant<V, T>(-104, -746), highest = Constant<V, T>(89, 710);
        x = V.Select(V.LessThan(x, lowest), lowest, V.Select(V.GreaterThan(x, highest), highest, x));

        // Adding so large a number leaves no place for fractions.
        V large = Constant<V, T>(3 << 22, 3L << 51);
        V n = V.MultiplyAdd(x, V.Create(Number.Of<T>(1.4426950408889634)), large) - large;

        // ln 2 in two parts, the first so short that n times it is exact.
        V r = V.MultiplyAdd(n, Constant<V, T>(-0.693359375, -6.93147180369123816490e-1), x);
        r = V.MultiplyAdd(n, Constant<V, T>(2.12194440e-4, -1.90821492927058770002e-10), r);

        // In two factors, because 2ⁿ alone could overflow or vanish where the result does not.
        V half = V.Floor(n * V.Create(Number.Of<T>(0.5)));
        return Series<V, T>(r) * PowerOfTwo<V, T>(half) * PowerOfTwo<V, T>(n - half);
    }

    /// <summary>1 + r + r²/2! + … as far as the precision sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Series<V, T>(V r)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Create(T.One), sum;
        if (typeof(T) == typeof(float))
            sum = V.Create(Number.Of<T>(1.0 / 5040));
        else
        {
            sum = V.Create(Number.Of<T>(1.0 / 6227020800));
            sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 479001600)));
            sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 39916800)));
            sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 3628800)));
            sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 362880)));
            sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 40320)));
            sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 5040)));
        }
        sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 720)));
        sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 120)));
        sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 24)));
        sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(1.0 / 6)));
        sum = V.MultiplyAdd(sum, r, V.Create(Number.Of<T>(0.5)));
        sum = V.MultiplyAdd(sum, r, one);
        return V.MultiplyAdd(sum, r, one);
    }

    /// <summary>2 to a whole number: the sum's mantissa ends in the number plus the exponent's bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfTwo<V, T>(V number)
        where V : struct, IVector<V, T>, IExponent<V>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.FromMantissa(number + Constant<V, T>((3 << 22) + 127, (3L << 51) + 1023));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant<V, T>(double single, double twice)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Create(Number.Of<T>(typeof(T) == typeof(float) ? single : twice));
}
