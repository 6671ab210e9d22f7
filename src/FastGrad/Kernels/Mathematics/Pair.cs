using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>What arithmetic on a number and a second one below its last place needs.</summary>
internal static class Pair
{
    /// <summary>left × right − product, which the product lost in rounding; exact while nothing overflows or vanishes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Lost<V, T>(V left, V right, V product)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Hardware.FusesMultiplyAdd)
            return V.MultiplyAdd(left, right, -product);
        // Dekker: halves of the digits have exact products.
        V a = Upper<V, T>(left), b = left - a, c = Upper<V, T>(right), d = right - c;
        return b * d - (((product - a * c) - b * c) - a * d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Upper<V, T>(V value)
        where V : struct, IBits<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V shifted = value * V.Constant((1 << 12) + 1, (1 << 27) + 1);
        return shifted - (shifted - value);
    }
}
