using System.Numerics;
using System.Runtime.CompilerServices;
using FastGrad.Memory;
using FastGrad.Threading;

namespace FastGrad.Kernels;

/// <summary>The random numbers of formulas, the same as those that <c>Ops.Uniform</c> gives eagerly.</summary>
public static class RandomNumbers
{
    // One takes as long as this many operations of a product.
    private const long Cost = 256;

    /// <summary>Uniform numbers in [0, 1), multiples of 2⁻²⁴ in both precisions.</summary>
    /// <param name="team">Who shares the work; null for nobody.</param>
    /// <param name="batch">Examples.</param>
    /// <param name="seed">Chooses everything.</param>
    /// <param name="call">Which run of the model; below 2⁴⁸.</param>
    /// <param name="stream">Which random call of that run, in program order; below 2¹⁵.</param>
    /// <param name="destination">The first example's numbers.</param>
    /// <param name="stride">Elements from one example's numbers to the next's.</param>
    /// <param name="length">Numbers per example. Nothing past them is written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Uniform<T>(Team<T>? team, int batch, ulong seed, ulong call, int stream, ref T destination, int stride, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (team is not null && team.Parts(Cost * batch * length, batch) is > 1 and int parts)
            UniformJob<T>.Run(team, parts, batch, seed, call, stream, ref destination, stride, length);
        else
            UniformPart(0, batch, seed, call, stream, ref destination, stride, length);
    }

    /// <summary><see cref="Uniform"/> for some examples; <paramref name="destination"/> is where the numbers of the very first would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void UniformPart<T>(int from, int to, ulong seed, ulong call, int stream, ref T destination, int stride, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int example = from; example < to; example++)
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
