using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

#pragma warning disable CS1591 // IVector documents every member.

/// <summary>512 bits of numbers: sixteen floats or eight doubles.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Wide512<T> : IVector<Wide512<T>, T>, IBits<Wide512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Wide512(Vector512<T> lanes) => _lanes = lanes;

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Vector512<T>.Count; }

    public static Wide512<T> Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    public static Wide512<T> Indices { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(Vector512<T>.Indices); }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> FirstLanes(nint count) =>
        new(Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(count))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Load(ref readonly T source, nint index) => new(Vector512.LoadUnsafe(in source, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint index) => _lanes.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator +(Wide512<T> left, Wide512<T> right) => new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> left, Wide512<T> right) => new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator *(Wide512<T> left, Wide512<T> right) => new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator /(Wide512<T> left, Wide512<T> right) => new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> operator -(Wide512<T> value) => new(-value._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> MultiplyAdd(Wide512<T> left, Wide512<T> right, Wide512<T> addend)
    {
        if (!Hardware.FusesMultiplyAdd)
            return left * right + addend;
        return typeof(T) == typeof(float)
            ? new(Vector512.FusedMultiplyAdd(left._lanes.AsSingle(), right._lanes.AsSingle(), addend._lanes.AsSingle()).As<float, T>())
            : new(Vector512.FusedMultiplyAdd(left._lanes.AsDouble(), right._lanes.AsDouble(), addend._lanes.AsDouble()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> LessThan(Wide512<T> left, Wide512<T> right) => new(Vector512.LessThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> LessThanOrEqual(Wide512<T> left, Wide512<T> right) =>
        new(Vector512.LessThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> GreaterThan(Wide512<T> left, Wide512<T> right) => new(Vector512.GreaterThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> GreaterThanOrEqual(Wide512<T> left, Wide512<T> right) =>
        new(Vector512.GreaterThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Equal(Wide512<T> left, Wide512<T> right) => new(Vector512.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> NotEqual(Wide512<T> left, Wide512<T> right) => new(~Vector512.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> And(Wide512<T> left, Wide512<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Or(Wide512<T> left, Wide512<T> right) => new(left._lanes | right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Not(Wide512<T> mask) => new(~mask._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Select(Wide512<T> mask, Wide512<T> whenTrue, Wide512<T> whenFalse) =>
        new(Vector512.ConditionalSelect(mask._lanes, whenTrue._lanes, whenFalse._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Abs(Wide512<T> value) => new(Vector512.Abs(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sqrt(Wide512<T> value) => new(Vector512.Sqrt(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Max(Wide512<T> left, Wide512<T> right) => new(Vector512.Max(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Min(Wide512<T> left, Wide512<T> right) => new(Vector512.Min(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Floor(Wide512<T> value) => typeof(T) == typeof(float)
        ? new(Vector512.Floor(value._lanes.AsSingle()).As<float, T>())
        : new(Vector512.Floor(value._lanes.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Exp(Wide512<T> value) => Exponential.Exp<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Expm1(Wide512<T> value) => Exponential.Expm1<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Log(Wide512<T> value) => Logarithm.Log<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Log1p(Wide512<T> value) => Logarithm.Log1p<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Tanh(Wide512<T> value) => Hyperbolic.Tanh<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Sigmoid(Wide512<T> value) => Hyperbolic.Sigmoid<Wide512<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide512<T> Softplus(Wide512<T> value) => Logarithm.Softplus<Wide512<T>, T>(value);

    public static Wide512<T> Erf(Wide512<T> value) => ErrorFunction.Erf<Wide512<T>, T>(value);

    public static Wide512<T> Sin(Wide512<T> value) => Trigonometric.Sin<Wide512<T>, T>(value);

    public static Wide512<T> Cos(Wide512<T> value) => Trigonometric.Cos<Wide512<T>, T>(value);

    public static Wide512<T> Pow(Wide512<T> value, Wide512<T> exponent) => Power.Pow<Wide512<T>, T>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide512<T> value) => Wide256<T>.Sum(new(value._lanes.GetLower() + value._lanes.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Wide512<T> value) =>
        Wide256<T>.MaxAcross(new(Vector256.Max(value._lanes.GetLower(), value._lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Wide512<T> value) =>
        Wide256<T>.MinAcross(new(Vector256.Min(value._lanes.GetLower(), value._lanes.GetUpper())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)value).As<float, T>())
        : new(Vector512.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.Constant(double single, double twice) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)single).As<float, T>())
        : new(Vector512.Create(twice).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.FromBits(int single, long twice) => typeof(T) == typeof(float)
        ? new(Vector512.Create(single).As<int, T>())
        : new(Vector512.Create(twice).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.ShiftToExponent(Wide512<T> value) => typeof(T) == typeof(float)
        ? new(Vector512.ShiftLeft(value._lanes.AsInt32(), 23).As<int, T>())
        : new(Vector512.ShiftLeft(value._lanes.AsInt64(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.ShiftFromExponent(Wide512<T> value) => typeof(T) == typeof(float)
        ? new(Vector512.ShiftRightLogical(value._lanes.AsInt32(), 23).As<int, T>())
        : new(Vector512.ShiftRightLogical(value._lanes.AsInt64(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.AddBits(Wide512<T> left, Wide512<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.AsInt32() + right._lanes.AsInt32()).As<int, T>())
        : new((left._lanes.AsInt64() + right._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.SubtractBits(Wide512<T> left, Wide512<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.AsInt32() - right._lanes.AsInt32()).As<int, T>())
        : new((left._lanes.AsInt64() - right._lanes.AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.AndBits(Wide512<T> left, Wide512<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Wide512<T> IBits<Wide512<T>, T>.XorBits(Wide512<T> left, Wide512<T> right) => new(left._lanes ^ right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBits<Wide512<T>, T>.Any(Wide512<T> mask) => Vector512.ExtractMostSignificantBits(mask._lanes) != 0;
}
