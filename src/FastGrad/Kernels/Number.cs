using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

internal static class Number
{
    /// <summary>
    /// A constant in the model's precision. <see cref="INumberBase{T}.CreateTruncating"/> would give the same number, but inlines so much
    /// that the JIT runs out of locals in a long formula and calls every operation after that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of<T>(double value) where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);
}
