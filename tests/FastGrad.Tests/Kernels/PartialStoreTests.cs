using System.Numerics;
using FastGrad.Kernels;
using Xunit;

namespace FastGrad.Tests.Kernels;

/// <summary>Stores that stop at the end of a row.</summary>
[Trait("Category", "Numeric")]
public class PartialStoreTests
{
    [Fact]
    public void Singles()
    {
        StoresAsManyAsAsked<Wide512<float>, float>();
        StoresAsManyAsAsked<Wide256<float>, float>();
        StoresAsManyAsAsked<Wide128<float>, float>();
        StoresAsManyAsAsked<WideNative<float>, float>();
        StoresAsManyAsAsked<Scalar<float>, float>();
    }

    [Fact]
    public void Doubles()
    {
        StoresAsManyAsAsked<Wide512<double>, double>();
        StoresAsManyAsAsked<Wide256<double>, double>();
        StoresAsManyAsAsked<Wide128<double>, double>();
        StoresAsManyAsAsked<WideNative<double>, double>();
        StoresAsManyAsAsked<Scalar<double>, double>();
    }

    private static void StoresAsManyAsAsked<V, T>()
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Index = 3;
        T[] lanes = [.. Enumerable.Range(0, V.Count).Select(lane => lane % 5 == 2 ? T.NaN : T.CreateChecked(7 * lane + 1))];
        V value = V.Load(in lanes[0], 0);
        for (int count = 0; count <= V.Count + 2; count++)
            foreach (bool atEnd in (bool[])[false, true])
            {
                int stored = Math.Min(count, V.Count);
                using Guarded<T> destination = new(Index + stored, T.CreateChecked(-5), atEnd);
                Partial.Store(value, ref destination.Start, Index, count);
                Assert.Equal(Enumerable.Repeat(T.CreateChecked(-5), Index).Concat(lanes.Take(stored)), destination.Span.ToArray());
                destination.AssertWhole();

                // And what was stored is read again without touching more.
                T[] loaded = new T[V.Count];
                Partial.Load<V, T>(in destination.Start, Index, stored).Store(ref loaded[0], 0);
                Assert.Equal(lanes.Take(stored).Concat(Enumerable.Repeat(T.Zero, V.Count - stored)), loaded);
            }
    }
}
