using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Elementary functions that the platform lacks for vectors, written once for every width and both precisions.</summary>
internal static class Elementary
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Only ever e to a negative power, so nothing overflows; for negative x the numerator keeps the relative precision of the tail.
        V decay = V.Exp(-V.Abs(x));
        V one = V.Create(T.One);
        return V.Select(V.LessThan(x, V.Zero), decay, one) / (one + decay);
    }

    /// <summary>
    /// Hyperbolic tangent after Moshier's Cephes: near 0, where 1 − 2 / (e²ˣ + 1) would cancel, x times an even approximation.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Create(T.One), two = V.Create(Number.Of<T>(2));
        V size = V.Abs(x);
        // A product, not x + x·s·r: for −0 the sum would give +0.
        V near = x * TanhRatio<V, T>(x * x);
        V far = one - two / (V.Exp(size + size) + one);
        far = V.Select(V.LessThan(x, V.Zero), -far, far);
        return V.Select(V.LessThan(size, V.Create(Number.Of<T>(0.625))), near, far);
    }

    /// <summary>tanh(x) / x for |x| &lt; 0.625, from the square.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TanhRatio<V, T>(V square)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Create(T.One);
        if (typeof(T) == typeof(float))
        {
            V sum = Constant<V, T>(-5.70498872745e-3);
            sum = V.MultiplyAdd(sum, square, Constant<V, T>(2.06390887954e-2));
            sum = V.MultiplyAdd(sum, square, Constant<V, T>(-5.37397155531e-2));
            sum = V.MultiplyAdd(sum, square, Constant<V, T>(1.33314422036e-1));
            sum = V.MultiplyAdd(sum, square, Constant<V, T>(-3.33332819422e-1));
            return V.MultiplyAdd(sum, square, one);
        }
        V numerator = Constant<V, T>(-9.64399179425052238628e-1);
        numerator = V.MultiplyAdd(numerator, square, Constant<V, T>(-9.92877231001918586564e1));
        numerator = V.MultiplyAdd(numerator, square, Constant<V, T>(-1.61468768441708447952e3));
        V denominator = square + Constant<V, T>(1.12811678491632931402e2);
        denominator = V.MultiplyAdd(denominator, square, Constant<V, T>(2.23548839060100448583e3));
        denominator = V.MultiplyAdd(denominator, square, Constant<V, T>(4.84406305325125486048e3));
        return V.MultiplyAdd(square, numerator / denominator, one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Constant<V, T>(double value)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Create(Number.Of<T>(value));
}
