using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>A number in every lane.</summary>
internal static class Constant
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, T>(double value)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Create(Number.Of<T>(value));

    /// <summary>One for either precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Of<V, T>(double single, double twice)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Create(Number.Of<T>(typeof(T) == typeof(float) ? single : twice));

    /// <summary>By its bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfBits<V, T>(int single, long twice)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Create(typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>(single) : Unsafe.BitCast<long, T>(twice));
}
