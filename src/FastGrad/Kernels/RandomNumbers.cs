using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Memory;

namespace FastGrad.Kernels;

/// <summary>The random numbers of formulas, the same as those that <c>Ops.Uniform</c> gives eagerly.</summary>
public static class RandomNumbers
{
    /// <summary>Uniform numbers in [0, 1), multiples of 2⁻²⁴ in both precisions.</summary>
    /// <param name="batch">Examples.</param>
    /// <param name="seed">Chooses everything.</param>
    /// <param name="call">Which run of the model; below 2⁴⁸.</param>
    /// <param name="stream">Which random call of that run, in program order; below 2¹⁵.</param>
    /// <param name="destination">The first example's numbers.</param>
    /// <param name="stride">Elements from one example's numbers to the next's.</param>
    /// <param name="length">Numbers per example. Nothing past them is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniform<T>(int batch, ulong seed, ulong call, int stream, ref T destination, int stride, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int example = 0; example < batch; example++)
        {
            ref T numbers = ref Unsafe.Add(ref destination, (nint)example * stride);
            int whole = length >> 2;
            for (int block = 0; block < whole; block++)
            {
                var (x0, x1, x2, x3) = RandomStream.Block(seed, call, stream, example, block);
                numbers = Number.Of<T>(RandomStream.Uniform(x0));
                Unsafe.Add(ref numbers, 1) = Number.Of<T>(RandomStream.Uniform(x1));
                Unsafe.Add(ref numbers, 2) = Number.Of<T>(RandomStream.Uniform(x2));
                Unsafe.Add(ref numbers, 3) = Number.Of<T>(RandomStream.Uniform(x3));
                numbers = ref Unsafe.Add(ref numbers, 4);
            }
            for (int element = whole << 2; element < length; element++)
            {
                numbers = Number.Of<T>(RandomStream.Uniform(RandomStream.Bits(seed, call, stream, example, element)));
                numbers = ref Unsafe.Add(ref numbers, 1);
            }
        }
    }
}
