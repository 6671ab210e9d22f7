using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// The exponential function for every width and both precisions. The platform's own will not do: in double, a lane's last bits depend
/// on its neighbours.
/// </summary>
internal static class Exponential
{
    /// <summary>eˣ = 2ⁿ·eʳ with the whole number n nearest to x / ln 2, and |r| ≤ ln 2 / 2 small enough for Taylor's series.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = Within<V, T>(x);
        V n = Twos<V, T>(x);
        return Scaled<V, T>(Rest<V, T>(x, n), n);
    }

    /// <summary>e to the sum of a number and one below its last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpOfPair<V, T>(V x, V low)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x = Within<V, T>(x);
        V n = Twos<V, T>(x);
        return Scaled<V, T>(Rest<V, T>(x, n) + low, n);
    }

    /// <summary>eˣ − 1: 2ⁿ·(eʳ − 1) + (2ⁿ − 1), where nothing cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V within = Within<V, T>(x);
        V n = Twos<V, T>(within), r = Rest<V, T>(within, n);
        V small = V.MultiplyAdd(r * r, Tail<V, T>(r), r);
        // In two factors as above; the 1 that is taken away is divided by the second beforehand.
        V half = V.Floor(n * V.Constant(0.5));
        V first = PowerOfTwo<V, T>(half), second = PowerOfTwo<V, T>(n - half), inverse = PowerOfTwo<V, T>(half - n);
        V result = V.MultiplyAdd(small, first, first - inverse) * second;
        // Only for −0, whose sign the sums lose.
        return V.Select(V.Equal(x, V.Zero), x, result);
    }

    /// <summary>eˣ − 1 for 0 ≤ x &lt; 64, where one factor is enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Expm1OfSmall<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = Twos<V, T>(x), r = Rest<V, T>(x, n), scale = PowerOfTwo<V, T>(n);
        return V.MultiplyAdd(V.MultiplyAdd(r * r, Tail<V, T>(r), r), scale, scale - V.Constant(1));
    }

    /// <summary>2 to a whole number: the sum's mantissa ends in the number plus the exponent's bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V PowerOfTwo<V, T>(V number)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.ShiftToExponent(number + V.Constant((3 << 22) + 127, (3L << 51) + 1023));

    /// <summary>Beyond these the result is 0 or ∞, and the exponent would leave its range. NaN is neither.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Within<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V lowest = V.Constant(-104, -746), highest = V.Constant(89, 710);
        return V.Select(V.LessThan(x, lowest), lowest, V.Select(V.GreaterThan(x, highest), highest, x));
    }

    /// <summary>The whole number n nearest to x / ln 2: adding so large a number leaves no place for fractions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Twos<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V large = V.Constant(3 << 22, 3L << 51);
        return V.MultiplyAdd(x, V.Constant(1.4426950408889634), large) - large;
    }

    /// <summary>r = x − n ln 2, not larger than ln 2 / 2. ln 2 comes in two parts, the first so short that n times it is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Rest<V, T>(V x, V n)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V r = V.MultiplyAdd(n, V.Constant(-0.693359375, -6.93147180369123816490e-1), x);
        return V.MultiplyAdd(n, V.Constant(2.12194440e-4, -1.90821492927058770002e-10), r);
    }

    /// <summary>eʳ·2ⁿ, in two factors, because 2ⁿ alone could overflow or vanish where the result does not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Scaled<V, T>(V r, V n)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Constant(1), half = V.Floor(n * V.Constant(0.5));
        V power = V.MultiplyAdd(V.MultiplyAdd(Tail<V, T>(r), r, one), r, one);
        return power * PowerOfTwo<V, T>(half) * PowerOfTwo<V, T>(n - half);
    }

    /// <summary>(eʳ − 1 − r) / r² = 1/2! + r/3! + … as far as the precision sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<V, T>(V r)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
            sum = V.Constant(1.0 / 5040);
        else
        {
            sum = V.Constant(1.0 / 6227020800);
            sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 479001600));
            sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 39916800));
            sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 3628800));
            sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 362880));
            sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 40320));
            sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 5040));
        }
        sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 720));
        sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 120));
        sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 24));
        sum = V.MultiplyAdd(sum, r, V.Constant(1.0 / 6));
        return V.MultiplyAdd(sum, r, V.Constant(0.5));
    }
}
