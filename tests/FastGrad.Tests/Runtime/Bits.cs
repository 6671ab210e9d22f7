using System.Numerics;
using System.Runtime.CompilerServices;
using Xunit;

namespace FastGrad.Tests.Runtime;

/// <summary>Comparing numbers by their bits, except that any NaN is as good as another.</summary>
internal static class Bits
{
    public static bool Same<T>(T left, T right) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsNaN(left) && T.IsNaN(right) || Raw(left) == Raw(right);

    public static void AssertSame<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.True(Same(expected[index], actual[index]), $"{what}[{index}]: expected {expected[index]:R}, got {actual[index]:R}");
    }

    /// <summary>How many representable numbers lie between two of the same sign.</summary>
    public static long Distance<T>(T left, T right) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same(left, right) ? 0 : T.IsNegative(left) == T.IsNegative(right) && !T.IsNaN(left) && !T.IsNaN(right) ? Math.Abs(Raw(left) - Raw(right)) : long.MaxValue;

    private static long Raw<T>(T value) where T : unmanaged =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, int>(value) : Unsafe.BitCast<T, long>(value);
}
