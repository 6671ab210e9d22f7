using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Lays a few rows of a matrix out so that they can be read as columns of vectors.</summary>
internal static class Transposition
{
    /// <summary>Writes <paramref name="rows"/> contiguous rows as columns of a matrix that is two vectors wide; missing rows are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(ref readonly T source, nint length, nint rows, ref T destination)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = 2 * V.Count;
        for (nint row = 0; row < width; row++)
            for (nint term = 0; term < length; term++)
                Unsafe.Add(ref destination, term * width + row) = row < rows ? Unsafe.Add(ref Unsafe.AsRef(in source), row * length + term) : T.Zero;
    }
}
