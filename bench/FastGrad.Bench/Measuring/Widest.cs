using System.Runtime.Intrinsics;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>A loop that is written once for vectors of any width.</summary>
internal interface ILoop
{
    /// <summary>Runs so many times.</summary>
    void Run<V>(long calls) where V : struct, IVector<V, float>;
}

/// <summary>Runs loops on the widest vectors that the processor has.</summary>
internal static class Widest
{
    /// <summary>Numbers in one of them.</summary>
    public static int Lanes =>
        Vector512.IsHardwareAccelerated ? Vector512<float>.Count
        : Vector256.IsHardwareAccelerated ? Vector256<float>.Count
        : Vector128.IsHardwareAccelerated ? Vector128<float>.Count
        : 1;

    public static Action<long> Of(ILoop loop) =>
        Vector512.IsHardwareAccelerated ? loop.Run<Wide512<float>>
        : Vector256.IsHardwareAccelerated ? loop.Run<Wide256<float>>
        : Vector128.IsHardwareAccelerated ? loop.Run<Wide128<float>>
        : loop.Run<Scalar<float>>;
}
