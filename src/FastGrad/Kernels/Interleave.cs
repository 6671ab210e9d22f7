using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FastGrad.Kernels;

/// <summary>
/// Elements of two vectors in turn, from the lower or the upper half of each 128-bit lane: the step of a transposition. The platform has
/// no common name for it.
/// </summary>
internal static class Interleave
{
    public static bool Has512 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Avx512F.IsSupported; }

    public static bool Has256 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Avx.IsSupported; }

    public static bool Has128 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Sse2.IsSupported || AdvSimd.Arm64.IsSupported; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Low32<T>(Vector512<T> left, Vector512<T> right) =>
        Avx512F.UnpackLow(left.AsSingle(), right.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Low64<T>(Vector512<T> left, Vector512<T> right) =>
        Avx512F.UnpackLow(left.AsDouble(), right.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> High32<T>(Vector512<T> left, Vector512<T> right) =>
        Avx512F.UnpackHigh(left.AsSingle(), right.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> High64<T>(Vector512<T> left, Vector512<T> right) =>
        Avx512F.UnpackHigh(left.AsDouble(), right.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Low32<T>(Vector256<T> left, Vector256<T> right) =>
        Avx.UnpackLow(left.AsSingle(), right.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Low64<T>(Vector256<T> left, Vector256<T> right) =>
        Avx.UnpackLow(left.AsDouble(), right.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> High32<T>(Vector256<T> left, Vector256<T> right) =>
        Avx.UnpackHigh(left.AsSingle(), right.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> High64<T>(Vector256<T> left, Vector256<T> right) =>
        Avx.UnpackHigh(left.AsDouble(), right.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Low32<T>(Vector128<T> left, Vector128<T> right) => Sse2.IsSupported
        ? Sse.UnpackLow(left.AsSingle(), right.AsSingle()).As<float, T>()
        : AdvSimd.Arm64.ZipLow(left.AsSingle(), right.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Low64<T>(Vector128<T> left, Vector128<T> right) => Sse2.IsSupported
        ? Sse2.UnpackLow(left.AsDouble(), right.AsDouble()).As<double, T>()
        : AdvSimd.Arm64.ZipLow(left.AsDouble(), right.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> High32<T>(Vector128<T> left, Vector128<T> right) => Sse2.IsSupported
        ? Sse.UnpackHigh(left.AsSingle(), right.AsSingle()).As<float, T>()
        : AdvSimd.Arm64.ZipHigh(left.AsSingle(), right.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> High64<T>(Vector128<T> left, Vector128<T> right) => Sse2.IsSupported
        ? Sse2.UnpackHigh(left.AsDouble(), right.AsDouble()).As<double, T>()
        : AdvSimd.Arm64.ZipHigh(left.AsDouble(), right.AsDouble()).As<double, T>();
}
