using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>A product whose matrix has one column: its gradient's elements stand side by side along the inputs.</summary>
internal static class SingleOutput
{
    /// <summary>dw = xᵀ·dy. No −0 comes out of it.</summary>
    /// <param name="batch">Rows of x and dy.</param>
    /// <param name="inputs">Length of a row; nothing past the last row is read.</param>
    /// <param name="x">Rows <paramref name="inputStride"/> apart.</param>
    /// <param name="inputStride">At least <paramref name="inputs"/>, or 0 where all rows are one.</param>
    /// <param name="outputGradient">Numbers <paramref name="outputStride"/> apart.</param>
    /// <param name="outputStride">At least 1.</param>
    /// <param name="result">Tight; a vector past its end may be written to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WeightGradient<V, T>(
        nint batch, nint inputs, ref readonly T x, nint inputStride, ref readonly T outputGradient, nint outputStride, ref T result)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint end = (batch - 1) * inputStride + inputs;
        for (nint input = 0; input < inputs; input += V.Count)
        {
            V sum = V.Zero;
            ref T factor = ref Unsafe.AsRef(in outputGradient);
            nint place = input, rows = batch;
            // The rest of a row and the beginning of the next; the last rows have no next.
            for (; rows > 0 && place + V.Count <= end; rows--)
            {
                sum = V.MultiplyAdd(V.Create(factor), V.Load(in x, place), sum);
                place += inputStride;
                factor = ref Unsafe.Add(ref factor, outputStride);
            }
            if (rows > 0)
                sum = LastRows<V, T>(sum, rows, in x, place, inputStride, inputs - input, ref factor, outputStride);
            // + 0 turns −0, a product that underflowed, into +0.
            (sum + V.Zero).Store(ref result, input);
        }
    }

    // Apart: the call for a part of a vector would keep the sum of the loop above out of its register.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static V LastRows<V, T>(
        V sum, nint rows, ref readonly T x, nint place, nint inputStride, nint count, ref T factor, nint outputStride)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (; rows > 0; rows--)
        {
            sum = V.MultiplyAdd(V.Create(factor), Partial.Load<V, T>(in x, place, count), sum);
            place += inputStride;
            factor = ref Unsafe.Add(ref factor, outputStride);
        }
        return sum;
    }
}
