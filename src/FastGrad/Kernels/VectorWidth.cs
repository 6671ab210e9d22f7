using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

/// <summary>
/// How wide vectors are: the one place that chooses, once for the process. It takes the widest that the processor has; for tests and diagnosis a
/// setting asks for others. To the JIT all of this is constant from the first trainer on. Ahead of time the instruction set alone decides,
/// so that a program is compiled for one width.
/// </summary>
internal static class VectorWidth
{
    /// <summary>The environment variable that asks for a width: 512, 256, 128, 1 or Native.</summary>
    public const string Variable = "FASTGRAD_VECTORS";

    /// <summary>The same as a setting of <c>runtimeconfig.json</c>, where the variable is not set.</summary>
    public const string Setting = "FastGrad.VectorWidth";

    private const string Native = "Native";

    // In this order: each needs those before it.
    private static readonly string? _asked = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } asked ? asked : AppContext.GetData(Setting)?.ToString();
    private static readonly bool _native = _asked is null ? NativeIsWidest : _asked == Native;
    private static readonly int _limit = _native ? NativeBits / 2 : int.TryParse(_asked, out int bits) ? bits : int.MaxValue;

    /// <summary>Whether ranges go in <see cref="Vector{T}"/> before all others: where it is wider than they are, or asked for.</summary>
    public static bool HasNative
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => RuntimeFeature.IsDynamicCodeSupported ? _native : NativeIsWidest;
    }

    /// <summary>Whether ranges, or what is left of them, go in vectors of 512 bits.</summary>
    public static bool Has512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Allows(512);
    }

    /// <summary>Whether ranges, or what is left of them, go in vectors of 256 bits.</summary>
    public static bool Has256
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated && Allows(256);
    }

    /// <summary>Whether ranges, or what is left of them, go in vectors of 128 bits.</summary>
    public static bool Has128
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated && Allows(128);
    }

    /// <summary>What was chosen, in words.</summary>
    public static string Chosen => HasNative ? $"{Native}{NativeBits}" : Has512 ? "512" : Has256 ? "256" : Has128 ? "128" : "1";

    private static bool NativeIsWidest => HasKnownNative && NativeBits > WidestFixed;

    // The kernels know no others: Arm's SVE goes up to 2048 bits, which would reach further past an array's end than there is room.
    private static bool HasKnownNative => Vector.IsHardwareAccelerated && NativeBits is 128 or 256 or 512;

    private static int NativeBits => Vector<byte>.Count * 8;

    private static int WidestFixed =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 1;

    /// <summary>Refuses a width that cannot be had, rather than compute it in software.</summary>
    /// <exception cref="InvalidOperationException">It is none, or one that the processor lacks.</exception>
    public static void Check()
    {
        if (RuntimeFeature.IsDynamicCodeSupported)
            Check(_asked);
    }

    /// <inheritdoc cref="Check()"/>
    public static void Check(string? asked)
    {
        if (asked is null)
            return;
        List<string> possible = [.. new[] { 512, 256, 128, 1 }.Where(bits => bits <= WidestFixed).Select(bits => $"{bits}")];
        if (HasKnownNative)
            possible.Add(Native);
        if (!possible.Contains(asked))
            throw new InvalidOperationException(
                $"{Variable} (or {Setting}) asks for vectors of '{asked}'; in this process they can be {string.Join(", ", possible)}.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Allows(int bits) => !RuntimeFeature.IsDynamicCodeSupported || bits <= _limit;
}
