using System.Numerics;
using FastGrad.Kernels;
using Xunit;

namespace FastGrad.Tests.Runtime;

/// <summary>What every width promises: a lane's bits are those of the same operation on one number.</summary>
[Trait("Category", "Numeric")]
public abstract class VectorContract<V, T>
    where V : struct, IVector<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dictionary<string, (Func<V, V, V, V> Wide, Func<Scalar<T>, Scalar<T>, Scalar<T>, Scalar<T>> One)> _pairs = new()
    {
        ["add"] = ((a, b, _) => a + b, (a, b, _) => a + b),
        ["subtract"] = ((a, b, _) => a - b, (a, b, _) => a - b),
        ["multiply"] = ((a, b, _) => a * b, (a, b, _) => a * b),
        ["divide"] = ((a, b, _) => a / b, (a, b, _) => a / b),
        ["negate"] = ((a, _, _) => -a, (a, _, _) => -a),
        ["multiply-add"] = (V.MultiplyAdd, Scalar<T>.MultiplyAdd),
        ["less"] = ((a, b, c) => V.Select(V.LessThan(a, b), b, c), (a, b, c) => Scalar<T>.Select(Scalar<T>.LessThan(a, b), b, c)),
        ["less or equal"] = (
            (a, b, c) => V.Select(V.LessThanOrEqual(a, b), b, c),
            (a, b, c) => Scalar<T>.Select(Scalar<T>.LessThanOrEqual(a, b), b, c)),
        ["greater"] = ((a, b, c) => V.Select(V.GreaterThan(a, b), b, c), (a, b, c) => Scalar<T>.Select(Scalar<T>.GreaterThan(a, b), b, c)),
        ["greater or equal"] = (
            (a, b, c) => V.Select(V.GreaterThanOrEqual(a, b), b, c),
            (a, b, c) => Scalar<T>.Select(Scalar<T>.GreaterThanOrEqual(a, b), b, c)),
        ["equal"] = ((a, b, c) => V.Select(V.Equal(a, b), b, c), (a, b, c) => Scalar<T>.Select(Scalar<T>.Equal(a, b), b, c)),
        ["not equal"] = ((a, b, c) => V.Select(V.NotEqual(a, b), b, c), (a, b, c) => Scalar<T>.Select(Scalar<T>.NotEqual(a, b), b, c)),
        ["and"] = (
            (a, b, c) => V.Select(V.And(V.LessThan(a, b), V.LessThan(b, c)), a, c),
            (a, b, c) => Scalar<T>.Select(Scalar<T>.And(Scalar<T>.LessThan(a, b), Scalar<T>.LessThan(b, c)), a, c)),
        ["or"] = (
            (a, b, c) => V.Select(V.Or(V.LessThan(a, b), V.LessThan(b, c)), a, c),
            (a, b, c) => Scalar<T>.Select(Scalar<T>.Or(Scalar<T>.LessThan(a, b), Scalar<T>.LessThan(b, c)), a, c)),
        ["not"] = (
            (a, b, c) => V.Select(V.Not(V.LessThan(a, b)), a, c),
            (a, b, c) => Scalar<T>.Select(Scalar<T>.Not(Scalar<T>.LessThan(a, b)), a, c)),
        ["mask"] = ((a, b, _) => V.LessThan(a, b), (a, b, _) => Scalar<T>.LessThan(a, b)),
        ["abs"] = ((a, _, _) => V.Abs(a), (a, _, _) => Scalar<T>.Abs(a)),
        ["sqrt"] = ((a, _, _) => V.Sqrt(a), (a, _, _) => Scalar<T>.Sqrt(a)),
        ["max"] = ((a, b, _) => V.Max(a, b), (a, b, _) => Scalar<T>.Max(a, b)),
        ["min"] = ((a, b, _) => V.Min(a, b), (a, b, _) => Scalar<T>.Min(a, b)),
        ["floor"] = ((a, _, _) => V.Floor(a), (a, _, _) => Scalar<T>.Floor(a)),
        ["exp"] = ((a, _, _) => V.Exp(a), (a, _, _) => Scalar<T>.Exp(a)),
        ["expm1"] = ((a, _, _) => V.Expm1(a), (a, _, _) => Scalar<T>.Expm1(a)),
        ["log"] = ((a, _, _) => V.Log(a), (a, _, _) => Scalar<T>.Log(a)),
        ["log1p"] = ((a, _, _) => V.Log1p(a), (a, _, _) => Scalar<T>.Log1p(a)),
        ["tanh"] = ((a, _, _) => V.Tanh(a), (a, _, _) => Scalar<T>.Tanh(a)),
        ["sigmoid"] = ((a, _, _) => V.Sigmoid(a), (a, _, _) => Scalar<T>.Sigmoid(a)),
        ["softplus"] = ((a, _, _) => V.Softplus(a), (a, _, _) => Scalar<T>.Softplus(a)),
        ["erf"] = ((a, _, _) => V.Erf(a), (a, _, _) => Scalar<T>.Erf(a)),
        ["sin"] = ((a, _, _) => V.Sin(a), (a, _, _) => Scalar<T>.Sin(a)),
        ["cos"] = ((a, _, _) => V.Cos(a), (a, _, _) => Scalar<T>.Cos(a)),
        ["pow"] = ((a, b, _) => V.Pow(a, b), (a, b, _) => Scalar<T>.Pow(a, b)),
    };

    public static TheoryData<string> Operations => new(_pairs.Keys);

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_lane_has_the_bits_of_one_number(string operation)
    {
        var (wide, one) = _pairs[operation];
        T[] samples = Samples.Of<T>();
        T[] a = new T[V.Count], b = new T[V.Count], c = new T[V.Count], result = new T[V.Count];
        Random random = new(3);
        T single = default;
        // Neighbours are drawn at random, so that a lane which depends on them shows.
        for (int round = 0; round < 4000; round++)
        {
            for (int lane = 0; lane < V.Count; lane++)
                (a[lane], b[lane], c[lane]) = (samples[random.Next(samples.Length)], samples[random.Next(samples.Length)], samples[random.Next(samples.Length)]);
            if (round % 8 == 0)
                b = [.. a];
            wide(V.Load(in a[0], 0), V.Load(in b[0], 0), V.Load(in c[0], 0)).Store(ref result[0], 0);
            for (int lane = 0; lane < V.Count; lane++)
            {
                one(Scalar<T>.Create(a[lane]), Scalar<T>.Create(b[lane]), Scalar<T>.Create(c[lane])).Store(ref single, 0);
                Assert.True(Bits.Same(single, result[lane]), $"{operation}({a[lane]:R}, {b[lane]:R}, {c[lane]:R}): one number {single:R}, lane {lane} {result[lane]:R}");
            }
        }
    }

    [Fact]
    public void Max_and_min_are_those_of_Math()
    {
        T[] samples = Samples.Of<T>(20);
        T largest = default, smallest = default;
        foreach (T left in samples)
            foreach (T right in samples)
            {
                V x = V.Create(left), y = V.Create(right);
                largest = V.MaxAcross(V.Max(x, y));
                smallest = V.MinAcross(V.Min(x, y));
                Assert.True(Bits.Same(T.CreateChecked(Math.Max(double.CreateChecked(left), double.CreateChecked(right))), largest), $"max({left:R}, {right:R}) = {largest:R}");
                Assert.True(Bits.Same(T.CreateChecked(Math.Min(double.CreateChecked(left), double.CreateChecked(right))), smallest), $"min({left:R}, {right:R}) = {smallest:R}");
            }
    }

    [Fact]
    public void Lanes_are_counted_and_masked()
    {
        T[] lanes = new T[V.Count];
        V.Indices.Store(ref lanes[0], 0);
        Assert.Equal(Enumerable.Range(0, V.Count).Select(T.CreateChecked), lanes);
        for (int count = -2; count <= V.Count + 2; count++)
        {
            V.Select(V.FirstLanes(count), V.Create(T.One), V.Zero).Store(ref lanes[0], 0);
            Assert.Equal(Enumerable.Range(0, V.Count).Select(lane => lane < count ? T.One : T.Zero), lanes);
        }
    }

    [Fact]
    public void Across_the_lanes()
    {
        T[] lanes = new T[V.Count];
        for (int place = 0; place < V.Count; place++)
        {
            for (int lane = 0; lane < V.Count; lane++)
                lanes[lane] = T.CreateChecked((lane + place) % V.Count + 1);
            V vector = V.Load(in lanes[0], 0);
            Assert.Equal(T.CreateChecked(V.Count * (V.Count + 1) / 2), V.Sum(vector));
            Assert.Equal(T.CreateChecked(V.Count), V.MaxAcross(vector));
            Assert.Equal(T.One, V.MinAcross(vector));
            lanes[place] = T.NaN;
            vector = V.Load(in lanes[0], 0);
            Assert.True(T.IsNaN(V.MaxAcross(vector)) && T.IsNaN(V.MinAcross(vector)) && T.IsNaN(V.Sum(vector)));
        }
    }

    [Fact]
    public void The_sum_folds_halves_onto_each_other()
    {
        Random random = new(5);
        for (int round = 0; round < 100; round++)
        {
            T[] lanes = [.. Enumerable.Range(0, V.Count).Select(_ => T.CreateTruncating(random.NextDouble() - 0.5))];
            T sum = V.Sum(V.Load(in lanes[0], 0));
            while (lanes.Length > 1)
                lanes = [.. lanes.Take(lanes.Length / 2).Zip(lanes.Skip(lanes.Length / 2), (low, high) => low + high)];
            Assert.True(Bits.Same(lanes[0], sum), $"got {sum:R}, not {lanes[0]:R}");
        }
    }

    [Fact]
    public void Not_equal_is_true_of_NaN()
    {
        V nan = V.Create(T.NaN);
        Assert.Equal(T.One, V.MinAcross(V.Select(V.NotEqual(nan, nan), V.Create(T.One), V.Zero)));
        Assert.Equal(T.Zero, V.MaxAcross(V.Select(V.Equal(nan, nan), V.Create(T.One), V.Zero)));
    }
}

public sealed class Wide512SingleTests : VectorContract<Wide512<float>, float>;

public sealed class Wide512DoubleTests : VectorContract<Wide512<double>, double>;

public sealed class Wide256SingleTests : VectorContract<Wide256<float>, float>;

public sealed class Wide256DoubleTests : VectorContract<Wide256<double>, double>;

public sealed class Wide128SingleTests : VectorContract<Wide128<float>, float>;

public sealed class Wide128DoubleTests : VectorContract<Wide128<double>, double>;

public sealed class WideNativeSingleTests : VectorContract<WideNative<float>, float>;

public sealed class WideNativeDoubleTests : VectorContract<WideNative<double>, double>;

public sealed class ScalarSingleTests : VectorContract<Scalar<float>, float>;

public sealed class ScalarDoubleTests : VectorContract<Scalar<double>, double>;
