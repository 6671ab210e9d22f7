using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>Adds each piece of the gradient to the gradient buffer: the unfused phases.</summary>
internal readonly struct AccumulateSink<T>(ParameterSet<T> gradients) : IGradientSink<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ref readonly T gradient, nint offset, nint count)
    {
        ref T sum = ref Unsafe.Add(ref gradients.Start, offset);
        nint done = 0;
        if (Vector512.IsHardwareAccelerated)
            done = Add<Wide512<T>>(in gradient, ref sum, done, count);
        if (Vector256.IsHardwareAccelerated)
            done = Add<Wide256<T>>(in gradient, ref sum, done, count);
        if (Vector128.IsHardwareAccelerated)
            done = Add<Wide128<T>>(in gradient, ref sum, done, count);
        Add<Scalar<T>>(in gradient, ref sum, done, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Add<V>(ref readonly T gradient, ref T sum, nint index, nint count) where V : struct, IVector<V, T>
    {
        for (; index + V.Count <= count; index += V.Count)
            (V.Load(in sum, index) + V.Load(in gradient, index)).Store(ref sum, index);
        return index;
    }
}
