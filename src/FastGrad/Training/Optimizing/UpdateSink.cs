using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>Hands each piece of the gradient to the optimizer while it is still in a near cache: the fused step.</summary>
/// <param name="state">The optimizer's.</param>
/// <param name="limit">What elements are clipped to first; ∞ for nothing.</param>
internal readonly struct UpdateSink<T>(OptimizerState<T> state, T limit) : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref readonly T gradient, nint offset, nint count)
    {
        if (limit < T.PositiveInfinity)
            ClippedUpdate.Run(state, limit, in gradient, offset, count);
        else
            state.Update(in gradient, offset, count);
    }
}
