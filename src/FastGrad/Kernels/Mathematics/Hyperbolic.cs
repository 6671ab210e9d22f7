using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Functions that saturate.</summary>
internal static class Hyperbolic
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Only ever e to a negative power, so nothing overflows; for negative x the numerator keeps the relative precision of the tail.
        V decay = V.Exp(-V.Abs(x));
        V one = V.Constant(1);
        return V.Select(V.LessThan(x, V.Zero), decay, one) / (one + decay);
    }

    /// <summary>With e²ˣ − 1 for e, e / (e + 2), and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V, T>(V x)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V size = V.Abs(x), saturated = V.Constant(10, 20);
        size = V.Select(V.GreaterThan(size, saturated), saturated, size);
        V power = Exponential.Expm1OfSmall<V, T>(size + size);
        V result = power / (power + V.Constant(2));
        return V.XorBits(result, V.AndBits(x, V.Constant(-0.0)));
    }
}
