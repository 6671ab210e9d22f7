using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// Sine and cosine. The platform's own of a vector will not do: they take another path for all lanes as soon as one is large, so a lane's
/// bits would depend on its neighbours.
/// </summary>
internal static class Trigonometric
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Sin<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = Quarters<V, T>(x);
        // Only for −0, whose sign the sums lose.
        V result = V.Select(V.Equal(x, V.Zero), x, OfQuarter<V, T>(x, n, n));
        V isLarge = IsLarge<V, T>(x);
        return V.Any(isLarge) ? V.Select(isLarge, LaneWise.Sin<V, T>(x), result) : result;
    }

    /// <summary>The sine a quarter of a turn later.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static V Cos<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V n = Quarters<V, T>(x);
        V result = OfQuarter<V, T>(x, n, n + V.Constant(1));
        V isLarge = IsLarge<V, T>(x);
        return V.Any(isLarge) ? V.Select(isLarge, LaneWise.Cos<V, T>(x), result) : result;
    }

    /// <summary>Beyond these, n times the first parts of π/2 is no longer exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V IsLarge<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.GreaterThan(V.Abs(x), V.Constant(6000, 1e6));

    /// <summary>The whole number n nearest to x / (π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Quarters<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V large = V.Constant(3 << 22, 3L << 51);
        return V.MultiplyAdd(x, V.Constant(0.6366197723675814), large) - large;
    }

    /// <summary>Sine of what x is more than n quarters of a turn, turned by a number of quarters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfQuarter<V, T>(V x, V n, V quarter)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // π/2 in four parts, of which the first three times n are exact. x may lie so close to n quarters that the last one is all that is left.
        V first = V.MultiplyAdd(n, V.Constant(-1.5703125, -1.5707963267341256), x);
        V second = n * V.Constant(0.0004837512969970703, 6.077100506303966e-11);
        V sum = first - second;
        V more = V.MultiplyAdd(n, V.Constant(7.549533620476723e-08, 2.0222662487111665e-21), second - (first - sum));
        V high = sum - more;
        V low = V.MultiplyAdd(n, V.Constant(-2.5633440682570896e-12, -8.4784276603689e-32), (sum - high) - more);

        V half = quarter * V.Constant(0.5), whole = V.Floor(half), halfAgain = whole * V.Constant(0.5);
        V square = high * high;
        V result = V.Select(V.Equal(half, whole), Sine<V, T>(high, low, square), Cosine<V, T>(high, low, square));
        return V.Select(V.Equal(halfAgain, V.Floor(halfAgain)), result, -result);
    }

    /// <summary>Within an eighth of a turn: r − r³/3! + …, and what the second part of r adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sine<V, T>(V r, V low, V square)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(-1.9515295891e-4);
            sum = V.MultiplyAdd(sum, square, V.Constant(8.3321608736e-3));
            sum = V.MultiplyAdd(sum, square, V.Constant(-1.6666654611e-1));
        }
        else
        {
            sum = V.Constant(1.58969099521155010221e-10);
            sum = V.MultiplyAdd(sum, square, V.Constant(-2.50507602534068634195e-8));
            sum = V.MultiplyAdd(sum, square, V.Constant(2.75573137070700676789e-6));
            sum = V.MultiplyAdd(sum, square, V.Constant(-1.98412698298579493134e-4));
            sum = V.MultiplyAdd(sum, square, V.Constant(8.33333333332248946124e-3));
            sum = V.MultiplyAdd(sum, square, V.Constant(-1.66666666666666324348e-1));
        }
        V lost = V.MultiplyAdd(low * square, V.Constant(-0.5), low);
        return r + V.MultiplyAdd(r * square, sum, lost);
    }

    /// <summary>Within an eighth of a turn: 1 − r²/2! + …, and what the second part of r takes away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cosine<V, T>(V r, V low, V square)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V sum;
        if (typeof(T) == typeof(float))
        {
            sum = V.Constant(2.443315711809948e-5);
            sum = V.MultiplyAdd(sum, square, V.Constant(-1.388731625493765e-3));
            sum = V.MultiplyAdd(sum, square, V.Constant(4.166664568298827e-2));
        }
        else
        {
            sum = V.Constant(-1.13596475577881948265e-11);
            sum = V.MultiplyAdd(sum, square, V.Constant(2.08757232129817482790e-9));
            sum = V.MultiplyAdd(sum, square, V.Constant(-2.75573143513906633035e-7));
            sum = V.MultiplyAdd(sum, square, V.Constant(2.48015872894767294178e-5));
            sum = V.MultiplyAdd(sum, square, V.Constant(-1.38888888888741095749e-3));
            sum = V.MultiplyAdd(sum, square, V.Constant(4.16666666666666019037e-2));
        }
        // 1 − r²/2 with what its rounding loses.
        V one = V.Constant(1), half = square * V.Constant(0.5), most = one - half;
        return most + V.MultiplyAdd(square * square, sum, ((one - most) - half) - r * low);
    }
}
