using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// Logarithms. With the whole number k and f around 0, x = 2ᵏ·(1 + f), and log x = k log 2 + log(1 + f). The platform's own are calls that
/// take several times as long.
/// </summary>
internal static class Logarithm
{
    /// <summary>log x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V infinity = V.Constant(double.PositiveInfinity);
        V normal = Normal<V, T>(x, out V lifted);
        V result = Sum<V, T>(Exponent<V, T>(normal) - lifted, Mantissa<V, T>(normal) - V.Constant(1));
        // Below 0 and at 0; at ∞ and NaN, which are themselves.
        result = V.Select(V.GreaterThan(x, V.Zero), result, V.Select(V.Equal(x, V.Zero), -infinity, V.Constant(double.NaN)));
        return V.Select(V.LessThan(x, infinity), result, x);
    }

    /// <summary>log(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1p<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V result = OfOnePlus<V, T>(x), least = V.Constant(-1), infinity = V.Constant(double.PositiveInfinity);
        // Below −1, at −1, and at ∞ and NaN, which are themselves; at −0 too, whose sign the sums lose.
        result = V.Select(V.GreaterThan(x, least), result, V.Select(V.Equal(x, least), -infinity, V.Constant(double.NaN)));
        return V.Select(V.And(V.LessThan(x, infinity), V.NotEqual(x, V.Zero)), result, x);
    }

    /// <summary>log(1 + eˣ), for large x a little more than x, and so never ∞ before x is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Softplus<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Select(V.GreaterThan(x, V.Zero), x, V.Zero) + OfOnePlus<V, T>(V.Exp(-V.Abs(x)));

    /// <summary>1 + x = 2ᵏ·(1 + f) with f around 0, and what 1 + x loses in rounding belongs to f.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfOnePlus<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Constant(1), sum = one + x, rounded = sum - one;
        V lost = (one - (sum - rounded)) + (x - rounded);
        V k = Exponent<V, T>(sum);
        // Where k is large nothing that was lost is seen any more.
        V scale = Exponential.PowerOfTwo<V, T>(V.Select(V.LessThan(k, V.Constant(64)), -k, V.Constant(-64)));
        V f = V.MultiplyAdd(lost, scale, Mantissa<V, T>(sum) - one);
        return Sum<V, T>(k, f);
    }

    /// <summary>k log 2 + log(1 + f). log 2 comes in two parts, the first so short that k times it is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V, T>(V k, V f)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V halfSquare = f * f * V.Constant(0.5);
        V rest = V.MultiplyAdd(k, V.Constant(-2.12194440e-4, 1.90821492927058770002e-10), Tail<V, T>(f, halfSquare));
        return V.MultiplyAdd(k, V.Constant(0.693359375, 6.93147180369123816490e-1), f - (halfSquare - rest));
    }

    /// <summary>A number too small to have an exponent, times a power of two, and which power that is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Normal<V, T>(V x, out V lifted)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V isDenormal = V.LessThan(x, V.Constant(1.17549435e-38, 2.2250738585072014e-308));
        lifted = V.Select(isDenormal, V.Constant(24, 53), V.Zero);
        return V.Select(isDenormal, x * V.Constant(1 << 24, 1L << 53), x);
    }

    /// <summary>The whole number k for which x / 2ᵏ is from √½ to √2; of normal positive numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exponent<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A number that large ends in ones: the exponent in its last place has become a number.
        V number = V.AddBits(Biased<V, T>(x), V.Constant(1 << 23, 1L << 52));
        return number - V.Constant((1 << 23) + 127, (1L << 52) + 1023);
    }

    /// <summary>x / 2ᵏ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Mantissa<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.AddBits(V.SubtractBits(x, V.ShiftToExponent(Biased<V, T>(x))), V.Constant(1));

    /// <summary>The exponent's bits, after those that turn √½ into 1 are added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Biased<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.ShiftFromExponent(V.AddBits(x, V.FromBits(0x4AFB0D, 0x95F619980C433)));

    /// <summary>log(1 + f) − f + f²/2: in float after Moshier's Cephes, in double after Sun's fdlibm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail<V, T>(V f, V halfSquare)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            V sum = V.Constant(7.0376836292e-2);
            sum = V.MultiplyAdd(sum, f, V.Constant(-1.1514610310e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(1.1676998740e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(-1.2420140846e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(1.4249322787e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(-1.6668057665e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(2.0000714765e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(-2.4999993993e-1));
            sum = V.MultiplyAdd(sum, f, V.Constant(3.3333331174e-1));
            return f * f * f * sum;
        }
        V s = f / (V.Constant(2) + f), z = s * s;
        V series = V.Constant(1.479819860511658591e-1);
        series = V.MultiplyAdd(series, z, V.Constant(1.531383769920937332e-1));
        series = V.MultiplyAdd(series, z, V.Constant(1.818357216161805012e-1));
        series = V.MultiplyAdd(series, z, V.Constant(2.222219843214978396e-1));
        series = V.MultiplyAdd(series, z, V.Constant(2.857142874366239149e-1));
        series = V.MultiplyAdd(series, z, V.Constant(3.999999999940941908e-1));
        series = V.MultiplyAdd(series, z, V.Constant(6.666666666666735130e-1));
        return s * V.MultiplyAdd(series, z, halfSquare);
    }
}
