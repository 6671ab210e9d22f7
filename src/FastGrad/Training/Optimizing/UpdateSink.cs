using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>Hands each piece of the gradient to the optimizer while it is still in a near cache: the fused step.</summary>
internal readonly struct UpdateSink<T>(OptimizerState<T> state) : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref readonly T gradient, nint offset, nint count) => state.Update(in gradient, offset, count);
}
