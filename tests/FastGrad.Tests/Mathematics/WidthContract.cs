using System.Numerics;
using FastGrad.Kernels;
using FastGrad.Tests.Runtime;

namespace FastGrad.Tests.Mathematics;

/// <summary>The functions at every width: a lane's bits are those of one number by itself, whatever its neighbours are.</summary>
[Trait("Category", "Numeric")]
public abstract class WidthContract<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Names => Bounds.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lane_has_the_bits_of_one_number_at_every_exponent(string function)
    {
        Func<V, V, V> wide = Functions<V, T>.Named(function);
        Func<Scalar<T>, Scalar<T>, Scalar<T>> one = Functions<Scalar<T>, T>.Named(function);
        T[] x = [.. EveryExponent()], y = [.. EveryExponent()], result = new T[x.Length + V.Count];
        // In any order, so that a lane which depends on its neighbours shows.
        new Random(3).Shuffle(x);
        new Random(4).Shuffle(y);
        T single = default;
        for (int index = 0; index + V.Count <= x.Length; index += V.Count)
        {
            wide(V.Load(in x[index], 0), V.Load(in y[index], 0)).Store(ref result[0], index);
            for (int lane = index; lane < index + V.Count; lane++)
            {
                one(Scalar<T>.Create(x[lane]), Scalar<T>.Create(y[lane])).Store(ref single, 0);
                bool isSame = Bits.Same(single, result[lane]);
                Assert.True(isSame, $"{function}({x[lane]:R}, {y[lane]:R}): one number {single:R}, lane {lane - index} {result[lane]:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_allocated(string function)
    {
        Func<V, V, V> wide = Functions<V, T>.Named(function);
        V x = V.Indices, y = V.Create(T.One);
        // The second time around, one lane takes the way of the large.
        V large = V.Create(T.CreateChecked(1e20));
        Allocation.None(() =>
        {
            _ = wide(x, y);
            _ = wide(large, y);
        });
    }

    private static IEnumerable<T> EveryExponent() => typeof(T) == typeof(float)
        ? FloatSamples.EveryExponent(count: 4).Concat([0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity]).Select(T.CreateChecked)
        : Doubles().Select(T.CreateChecked);

    private static IEnumerable<double> Doubles()
    {
        Random random = new(9);
        for (long exponent = 0; exponent < 2047; exponent++)
        {
            for (int index = 0; index < 3; index++)
            {
                double size = BitConverter.Int64BitsToDouble(exponent << 52 | random.NextInt64(1L << 52));
                yield return size;
                yield return -size;
            }
        }
        foreach (double special in new[] { 0, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            yield return special;
    }
}

public sealed class Functions512SingleTests : WidthContract<Wide512<float>, float>;

public sealed class Functions512DoubleTests : WidthContract<Wide512<double>, double>;

public sealed class Functions256SingleTests : WidthContract<Wide256<float>, float>;

public sealed class Functions256DoubleTests : WidthContract<Wide256<double>, double>;

public sealed class Functions128SingleTests : WidthContract<Wide128<float>, float>;

public sealed class Functions128DoubleTests : WidthContract<Wide128<double>, double>;

public sealed class FunctionsNativeSingleTests : WidthContract<WideNative<float>, float>;

public sealed class FunctionsNativeDoubleTests : WidthContract<WideNative<double>, double>;
