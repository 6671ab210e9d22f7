using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

#pragma warning disable CS1591 // IVector documents every member.

/// <summary>128 bits of numbers: four floats or two doubles.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Wide128<T> : IVector<Wide128<T>, T>, IBits<Wide128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Wide128(Vector128<T> lanes) => _lanes = lanes;

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Vector128<T>.Count; }

    public static Wide128<T> Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    public static Wide128<T> Indices { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(Vector128<T>.Indices); }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Create(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> FirstLanes(nint count) =>
        new(Vector128.LessThan(Vector128<T>.Indices, Vector128.Create(T.CreateTruncating(count))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Load(ref readonly T source, nint index) => new(Vector128.LoadUnsafe(in source, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint index) => _lanes.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator +(Wide128<T> left, Wide128<T> right) => new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> left, Wide128<T> right) => new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator *(Wide128<T> left, Wide128<T> right) => new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator /(Wide128<T> left, Wide128<T> right) => new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> operator -(Wide128<T> value) => new(-value._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> MultiplyAdd(Wide128<T> left, Wide128<T> right, Wide128<T> addend)
    {
        if (!Hardware.FusesMultiplyAdd)
            return left * right + addend;
        return typeof(T) == typeof(float)
            ? new(Vector128.FusedMultiplyAdd(left._lanes.AsSingle(), right._lanes.AsSingle(), addend._lanes.AsSingle()).As<float, T>())
            : new(Vector128.FusedMultiplyAdd(left._lanes.AsDouble(), right._lanes.AsDouble(), addend._lanes.AsDouble()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> LessThan(Wide128<T> left, Wide128<T> right) => new(Vector128.LessThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> LessThanOrEqual(Wide128<T> left, Wide128<T> right) =>
        new(Vector128.LessThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> GreaterThan(Wide128<T> left, Wide128<T> right) => new(Vector128.GreaterThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> GreaterThanOrEqual(Wide128<T> left, Wide128<T> right) =>
        new(Vector128.GreaterThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Equal(Wide128<T> left, Wide128<T> right) => new(Vector128.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> NotEqual(Wide128<T> left, Wide128<T> right) => new(~Vector128.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> And(Wide128<T> left, Wide128<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Or(Wide128<T> left, Wide128<T> right) => new(left._lanes | right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Not(Wide128<T> mask) => new(~mask._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Select(Wide128<T> mask, Wide128<T> whenTrue, Wide128<T> whenFalse) =>
        new(Vector128.ConditionalSelect(mask._lanes, whenTrue._lanes, whenFalse._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Abs(Wide128<T> value) => new(Vector128.Abs(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sqrt(Wide128<T> value) => new(Vector128.Sqrt(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Max(Wide128<T> left, Wide128<T> right) => new(Vector128.Max(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Min(Wide128<T> left, Wide128<T> right) => new(Vector128.Min(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Floor(Wide128<T> value) => typeof(T) == typeof(float)
        ? new(Vector128.Floor(value._lanes.AsSingle()).As<float, T>())
        : new(Vector128.Floor(value._lanes.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Exp(Wide128<T> value) => Exponential.Exp<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Expm1(Wide128<T> value) => Exponential.Expm1<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Log(Wide128<T> value) => Logarithm.Log<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Log1p(Wide128<T> value) => Logarithm.Log1p<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Tanh(Wide128<T> value) => Hyperbolic.Tanh<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Sigmoid(Wide128<T> value) => Hyperbolic.Sigmoid<Wide128<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide128<T> Softplus(Wide128<T> value) => Logarithm.Softplus<Wide128<T>, T>(value);

    public static Wide128<T> Erf(Wide128<T> value) => ErrorFunction.Erf<Wide128<T>, T>(value);

    public static Wide128<T> Sin(Wide128<T> value) => Trigonometric.Sin<Wide128<T>, T>(value);

    public static Wide128<T> Cos(Wide128<T> value) => Trigonometric.Cos<Wide128<T>, T>(value);

    public static Wide128<T> Pow(Wide128<T> value, Wide128<T> exponent) => Power.Pow<Wide128<T>, T>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide128<T> value)
    {
        // Halves onto each other, like the wider ones: (0 + 2) + (1 + 3).
        Vector128<T> lanes = value._lanes;
        return typeof(T) == typeof(float) ? lanes[0] + lanes[2] + (lanes[1] + lanes[3]) : lanes[0] + lanes[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Wide128<T> value)
    {
        T largest = T.Max(value._lanes[0], value._lanes[1]);
        return typeof(T) == typeof(float) ? T.Max(largest, T.Max(value._lanes[2], value._lanes[3])) : largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Wide128<T> value)
    {
        T smallest = T.Min(value._lanes[0], value._lanes[1]);
        return typeof(T) == typeof(float) ? T.Min(smallest, T.Min(value._lanes[2], value._lanes[3])) : smallest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)value).As<float, T>())
        : new(Vector128.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.Constant(double single, double twice) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)single).As<float, T>())
        : new(Vector128.Create(twice).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.FromBits(int single, long twice) => typeof(T) == typeof(float)
        ? new(Vector128.Create(single).As<int, T>())
        : new(Vector128.Create(twice).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.ShiftToExponent(Wide128<T> value) => typeof(T) == typeof(float)
        ? new(Vector128.ShiftLeft(value._lanes.AsInt32(), 23).As<int, T>())
        : new(Vector128.ShiftLeft(value._lanes.AsInt64(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.ShiftFromExponent(Wide128<T> value) => typeof(T) == typeof(float)
        ? new(Vector128.ShiftRightLogical(value._lanes.AsInt32(), 23).As<int, T>())
        : new(Vector128.ShiftRightLogical(value._lanes.AsInt64(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.AddBits(Wide128<T> left, Wide128<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.AsInt32() + right._lanes.AsInt32()).As<int, T>())
        : new((left._lanes.AsInt64() + right._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.SubtractBits(Wide128<T> left, Wide128<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.AsInt32() - right._lanes.AsInt32()).As<int, T>())
        : new((left._lanes.AsInt64() - right._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.AndBits(Wide128<T> left, Wide128<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide128<T> IBits<Wide128<T>, T>.XorBits(Wide128<T> left, Wide128<T> right) => new(left._lanes ^ right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBits<Wide128<T>, T>.Any(Wide128<T> mask) => Vector128.ExtractMostSignificantBits(mask._lanes) != 0;
}
