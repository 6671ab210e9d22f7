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
}
