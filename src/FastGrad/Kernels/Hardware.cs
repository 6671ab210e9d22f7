using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace FastGrad.Kernels;

/// <summary>What the processor can do; constants to the JIT.</summary>
internal static class Hardware
{
    /// <summary>Without this a fused multiply-add is a call into software, tens of times slower than two instructions.</summary>
    public static bool FusesMultiplyAdd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Fma.IsSupported || AdvSimd.IsSupported || Vector512.IsHardwareAccelerated;
    }

    /// <summary>Whether there are 32 vector registers rather than 16: how many sums a tile may hold before it spills.</summary>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported || AdvSimd.IsSupported;
    }
}
