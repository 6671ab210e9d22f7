using System.Numerics;
using System.Runtime.Intrinsics;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>A loop that is written once for vectors of any width.</summary>
internal interface ILoop
{
    /// <summary>Runs so many times.</summary>
    void Run<V>(long calls) where V : struct, IVector<V, float>;
}

/// <summary>Runs loops on the vectors that the library has chosen.</summary>
internal static class Widest
{
    /// <summary>Numbers in one of them.</summary>
    public static int Lanes =>
        VectorWidth.HasNative ? Vector<float>.Count
        : VectorWidth.Has512 ? Vector512<float>.Count
        : VectorWidth.Has256 ? Vector256<float>.Count
        : VectorWidth.Has128 ? Vector128<float>.Count
        : 1;

    public static Action<long> Of(ILoop loop) =>
        VectorWidth.HasNative ? loop.Run<WideNative<float>>
        : VectorWidth.Has512 ? loop.Run<Wide512<float>>
        : VectorWidth.Has256 ? loop.Run<Wide256<float>>
        : VectorWidth.Has128 ? loop.Run<Wide128<float>>
        : loop.Run<Scalar<float>>;
}
