using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

/// <summary>Loads that end within a vector, for memory that is not ours: past a user's span nothing may be read.</summary>
public static class Partial
{
    /// <summary>The first <paramref name="count"/> numbers from <paramref name="source"/>[<paramref name="index"/>] on, and zeros; all lanes where there are as many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V, T>(ref readonly T source, nint index, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        count >= V.Count ? V.Load(in source, index) : LoadSome<V, T>(in Unsafe.Add(ref Unsafe.AsRef(in source), index), count);

    private static V LoadSome<V, T>(ref readonly T source, nint count)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Lanes<T> lanes = default;
        ref T first = ref lanes[0];
        for (nint lane = 0; lane < count; lane++)
            Unsafe.Add(ref first, lane) = Unsafe.Add(ref Unsafe.AsRef(in source), lane);
        return V.Load(in first, 0);
    }

    /// <summary>As many as the widest vector of floats has.</summary>
    [InlineArray(16)]
    private struct Lanes<T>
    {
        private T _first;
    }
}
