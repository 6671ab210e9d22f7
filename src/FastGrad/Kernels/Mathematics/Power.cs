using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// xʸ = e to the power of y log x. The larger the power, the more of its digits stand before the point; so the logarithm is carried with
/// half as many digits again, as a number and a second one below its last place.
/// </summary>
internal static class Power
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Pow<V, T>(V x, V y)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Constant(1), infinity = V.Constant(double.PositiveInfinity);
        V size = V.Abs(x);
        V high = Log<V, T>(size, out V low);

        // So large a y overflows with any logarithm but 0, and none of its products does.
        V most = V.Constant(1L << 36, 73786976294838206464.0);
        V times = V.Select(V.GreaterThan(y, most), most, V.Select(V.LessThan(y, -most), -most, y));
        V product = times * high;
        V rest = V.MultiplyAdd(times, low, Pair.Lost<V, T>(times, high, product));

        // Of 0, ∞ and NaN the bits above mean nothing. The power is ±∞ by the sign of y, or NaN.
        V ordinary = V.And(V.GreaterThan(size, V.Zero), V.LessThan(size, infinity));
        product = V.Select(ordinary, product, V.Select(V.Equal(size, V.Zero), -y, y * size) * infinity);
        // Nor does the rest where e to this is ±∞ or 0.
        rest = V.Select(V.LessThan(V.Abs(product), V.Constant(1024)), rest, V.Zero);
        V result = Exponential.ExpOfPair<V, T>(product, rest);

        // A negative number has powers of whole numbers only; of −∞ the size has all.
        V half = y * V.Constant(0.5);
        V isWhole = V.Equal(V.Floor(y), y), isEven = V.Equal(V.Floor(half), half);
        V sign = V.Select(V.And(isWhole, V.Not(isEven)), V.AndBits(x, V.Constant(-0.0)), V.Zero);
        V hasNone = V.And(V.And(V.LessThan(x, V.Zero), V.LessThan(size, infinity)), V.Not(isWhole));
        result = V.Select(hasNone, V.Constant(double.NaN), V.XorBits(result, sign));

        // x⁰ and 1ʸ are 1 even of NaN.
        return V.Select(V.Or(V.Equal(y, V.Zero), V.Equal(x, one)), one, result);
    }

    /// <summary>
    /// log x = k log 2 + 2 artanh(s) with s = (m − 1) / (m + 1) and x = 2ᵏm, and what is below its last place. A method of its own,
    /// because together with the rest the JIT would run out of locals.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static V Log<V, T>(V x, out V below)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Constant(1);
        x = Logarithm.Normal<V, T>(x, out V lifted);
        V k = Logarithm.Exponent<V, T>(x) - lifted, m = Logarithm.Mantissa<V, T>(x);

        // The quotient's rest comes from a product, not from a second division.
        V f = m - one, sum = m + one, sumLow = m - (sum - one);
        V inverse = one / sum, s = f * inverse, back = s * sum;
        V sLow = (((f - back) - Pair.Lost<V, T>(s, sum, back)) - s * sumLow) * inverse;

        V square = s * s, squareLow = V.MultiplyAdd(s + s, sLow, Pair.Lost<V, T>(s, s, square));
        // 2/3 + 2/5 s² + …: only the first term is seen in the lower part.
        V third = V.Constant(0.6666666865348816, 0.6666666666666666), more = square * Series<V, T>(square);
        V slope = third + more;
        V slopeLow = ((third - slope) + more) + V.Constant(-1.9868215517249155e-08, 3.700743415417188e-17);
        V bend = square * slope;
        V bendLow = V.MultiplyAdd(square, slopeLow, V.MultiplyAdd(squareLow, slope, Pair.Lost<V, T>(square, slope, bend)));
        V cube = s * bend;
        V cubeLow = V.MultiplyAdd(s, bendLow, V.MultiplyAdd(sLow, bend, Pair.Lost<V, T>(s, bend, cube)));

        V twice = s + s, high = twice + cube;
        V low = ((twice - high) + cube) + (sLow + sLow + cubeLow);

        // The first part of log 2 is so short that k times it is exact.
        V twos = k * V.Constant(0.693359375, 6.93147180369123816490e-1), all = twos + high;
        low = V.MultiplyAdd(k, V.Constant(-2.12194440e-4, 1.90821492927058770002e-10), ((twos - all) + high) + low);
        V result = all + low;
        below = (all - result) + low;
        return result;
    }

    /// <summary>2/5 + 2/7 z + 2/9 z² + …, as far as the lower part sees it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Series<V, T>(V z)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(0.1912201778623911);
            sum = V.MultiplyAdd(sum, z, V.Constant(0.22204693146863155));
            sum = V.MultiplyAdd(sum, z, V.Constant(0.28571532582030756));
            return V.MultiplyAdd(sum, z, V.Constant(0.3999999990369459));
        }
        sum = V.Constant(0.1172425897646252);
        sum = V.MultiplyAdd(sum, z, V.Constant(0.1170612507385906));
        sum = V.MultiplyAdd(sum, z, V.Constant(0.1333480919529892));
        sum = V.MultiplyAdd(sum, z, V.Constant(0.15384594872224233));
        sum = V.MultiplyAdd(sum, z, V.Constant(0.18181818336322408));
        sum = V.MultiplyAdd(sum, z, V.Constant(0.2222222222165133));
        sum = V.MultiplyAdd(sum, z, V.Constant(0.28571428571429375));
        return V.MultiplyAdd(sum, z, V.Constant(0.4));
    }
}
