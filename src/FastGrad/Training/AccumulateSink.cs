using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>Adds each piece of the gradient, times the batch's share, to the gradient buffer: the unfused phases.</summary>
internal readonly struct AccumulateSink<T>(ParameterSet<T> gradients, T share) : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref readonly T gradient, nint offset, nint count) =>
        Addition.AddShare(share, in gradient, ref Unsafe.Add(ref gradients.Start, offset), count);
}
