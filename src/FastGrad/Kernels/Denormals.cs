using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>
/// .NET can't make the processor flush denormals. An optimizer's moments of a dead unit decay into them and stay, and arithmetic on
/// them is many times slower; so what nears them is made zero when it is stored.
/// </summary>
public static class Denormals
{
    /// <summary>Zero where |value| is below 1e-30 (1e-290 in double precision), the value elsewhere, NaN included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Flush<V, T>(V value)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V least = V.Create(Number.Of<T>(typeof(T) == typeof(float) ? 1e-30 : 1e-290));
        return V.Select(V.LessThan(V.Abs(value), least), V.Zero, value);
    }
}
