using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Tests.Runtime;

/// <summary>Loads that stop at the end of a user's span.</summary>
[Trait("Category", "Numeric")]
public class PartialTests
{
    [Fact]
    public void Singles()
    {
        LoadsAsManyAsThereAre<Wide512<float>, float>();
        LoadsAsManyAsThereAre<Wide256<float>, float>();
        LoadsAsManyAsThereAre<Wide128<float>, float>();
        LoadsAsManyAsThereAre<WideNative<float>, float>();
        LoadsAsManyAsThereAre<Scalar<float>, float>();
    }

    [Fact]
    public void Doubles()
    {
        LoadsAsManyAsThereAre<Wide512<double>, double>();
        LoadsAsManyAsThereAre<Wide256<double>, double>();
        LoadsAsManyAsThereAre<Wide128<double>, double>();
        LoadsAsManyAsThereAre<WideNative<double>, double>();
        LoadsAsManyAsThereAre<Scalar<double>, double>();
    }

    private static void LoadsAsManyAsThereAre<V, T>()
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Index = 3;
        // NaN among them: a lane that should be 0 but was only masked by a product would show it.
        T[] source = [.. Enumerable.Range(0, Index + V.Count + 2).Select(index => index % 4 == 3 ? T.NaN : T.CreateChecked(7 * index + 1))];
        for (int count = 0; count <= V.Count + 1; count++)
        {
            T[] lanes = new T[V.Count];
            Partial.Load<V, T>(in source[0], Index, count).Store(ref lanes[0], 0);

            for (int lane = 0; lane < V.Count; lane++)
                Assert.Equal(lane < count ? source[Index + lane] : T.Zero, lanes[lane]);
        }
    }
}
