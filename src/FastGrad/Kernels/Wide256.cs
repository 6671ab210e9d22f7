using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

#pragma warning disable CS1591 // IVector documents every member.

/// <summary>256 bits of numbers: eight floats or four doubles.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Wide256<T> : IVector<Wide256<T>, T>, IBits<Wide256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Wide256(Vector256<T> lanes) => _lanes = lanes;

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Vector256<T>.Count; }

    public static Wide256<T> Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    public static Wide256<T> Indices { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(Vector256<T>.Indices); }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> FirstLanes(nint count) =>
        new(Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(T.CreateTruncating(count))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Load(ref readonly T source, nint index) => new(Vector256.LoadUnsafe(in source, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint index) => _lanes.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator +(Wide256<T> left, Wide256<T> right) => new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> left, Wide256<T> right) => new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator *(Wide256<T> left, Wide256<T> right) => new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator /(Wide256<T> left, Wide256<T> right) => new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> operator -(Wide256<T> value) => new(-value._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> MultiplyAdd(Wide256<T> left, Wide256<T> right, Wide256<T> addend)
    {
        if (!Hardware.FusesMultiplyAdd)
            return left * right + addend;
        return typeof(T) == typeof(float)
            ? new(Vector256.FusedMultiplyAdd(left._lanes.AsSingle(), right._lanes.AsSingle(), addend._lanes.AsSingle()).As<float, T>())
            : new(Vector256.FusedMultiplyAdd(left._lanes.AsDouble(), right._lanes.AsDouble(), addend._lanes.AsDouble()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> LessThan(Wide256<T> left, Wide256<T> right) => new(Vector256.LessThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> LessThanOrEqual(Wide256<T> left, Wide256<T> right) =>
        new(Vector256.LessThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> GreaterThan(Wide256<T> left, Wide256<T> right) => new(Vector256.GreaterThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> GreaterThanOrEqual(Wide256<T> left, Wide256<T> right) =>
        new(Vector256.GreaterThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Equal(Wide256<T> left, Wide256<T> right) => new(Vector256.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> NotEqual(Wide256<T> left, Wide256<T> right) => new(~Vector256.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> And(Wide256<T> left, Wide256<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Or(Wide256<T> left, Wide256<T> right) => new(left._lanes | right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Not(Wide256<T> mask) => new(~mask._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Select(Wide256<T> mask, Wide256<T> whenTrue, Wide256<T> whenFalse) =>
        new(Vector256.ConditionalSelect(mask._lanes, whenTrue._lanes, whenFalse._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Abs(Wide256<T> value) => new(Vector256.Abs(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sqrt(Wide256<T> value) => new(Vector256.Sqrt(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Max(Wide256<T> left, Wide256<T> right) => new(Vector256.Max(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Min(Wide256<T> left, Wide256<T> right) => new(Vector256.Min(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Floor(Wide256<T> value) => typeof(T) == typeof(float)
        ? new(Vector256.Floor(value._lanes.AsSingle()).As<float, T>())
        : new(Vector256.Floor(value._lanes.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Exp(Wide256<T> value) => Exponential.Exp<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Expm1(Wide256<T> value) => Exponential.Expm1<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Log(Wide256<T> value) => Logarithm.Log<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Log1p(Wide256<T> value) => Logarithm.Log1p<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Tanh(Wide256<T> value) => Hyperbolic.Tanh<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Sigmoid(Wide256<T> value) => Hyperbolic.Sigmoid<Wide256<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide256<T> Softplus(Wide256<T> value) => Logarithm.Softplus<Wide256<T>, T>(value);

    public static Wide256<T> Erf(Wide256<T> value) => ErrorFunction.Erf<Wide256<T>, T>(value);

    public static Wide256<T> Sin(Wide256<T> value) => Trigonometric.Sin<Wide256<T>, T>(value);

    public static Wide256<T> Cos(Wide256<T> value) => Trigonometric.Cos<Wide256<T>, T>(value);

    public static Wide256<T> Pow(Wide256<T> value, Wide256<T> exponent) => Power.Pow<Wide256<T>, T>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide256<T> value) => Wide128<T>.Sum(new(value._lanes.GetLower() + value._lanes.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Wide256<T> value) =>
        Wide128<T>.MaxAcross(new(Vector128.Max(value._lanes.GetLower(), value._lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Wide256<T> value) =>
        Wide128<T>.MinAcross(new(Vector128.Min(value._lanes.GetLower(), value._lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector256.Create((float)value).As<float, T>())
        : new(Vector256.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.Constant(double single, double twice) => typeof(T) == typeof(float)
        ? new(Vector256.Create((float)single).As<float, T>())
        : new(Vector256.Create(twice).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.FromBits(int single, long twice) => typeof(T) == typeof(float)
        ? new(Vector256.Create(single).As<int, T>())
        : new(Vector256.Create(twice).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.ShiftToExponent(Wide256<T> value) => typeof(T) == typeof(float)
        ? new(Vector256.ShiftLeft(value._lanes.AsInt32(), 23).As<int, T>())
        : new(Vector256.ShiftLeft(value._lanes.AsInt64(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.ShiftFromExponent(Wide256<T> value) => typeof(T) == typeof(float)
        ? new(Vector256.ShiftRightLogical(value._lanes.AsInt32(), 23).As<int, T>())
        : new(Vector256.ShiftRightLogical(value._lanes.AsInt64(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.AddBits(Wide256<T> left, Wide256<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.AsInt32() + right._lanes.AsInt32()).As<int, T>())
        : new((left._lanes.AsInt64() + right._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.SubtractBits(Wide256<T> left, Wide256<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.AsInt32() - right._lanes.AsInt32()).As<int, T>())
        : new((left._lanes.AsInt64() - right._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.AndBits(Wide256<T> left, Wide256<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide256<T> IBits<Wide256<T>, T>.XorBits(Wide256<T> left, Wide256<T> right) => new(left._lanes ^ right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBits<Wide256<T>, T>.Any(Wide256<T> mask) => Vector256.ExtractMostSignificantBits(mask._lanes) != 0;
}
