using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FastGrad.Kernels;

#pragma warning disable CS1591 // IVector documents every member.

/// <summary>
/// As many numbers as the platform's <see cref="Vector{T}"/> has, for processors whose widest vectors are of no fixed width. It has 128, 256 or
/// 512 bits: a width that no vector of a fixed one has is not used (<see cref="VectorWidth"/>).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct WideNative<T> : IVector<WideNative<T>, T>, IBits<WideNative<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WideNative(Vector<T> lanes) => _lanes = lanes;

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Vector<T>.Count; }

    public static WideNative<T> Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    public static WideNative<T> Indices { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(Vector<T>.Indices); }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Create(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> FirstLanes(nint count) =>
        new(Vector.LessThan(Vector<T>.Indices, Vector.Create(T.CreateTruncating(count))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Load(ref readonly T source, nint index) => new(Vector.LoadUnsafe(in source, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint index) => _lanes.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> operator +(WideNative<T> left, WideNative<T> right) => new(left._lanes + right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> operator -(WideNative<T> left, WideNative<T> right) => new(left._lanes - right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> operator *(WideNative<T> left, WideNative<T> right) => new(left._lanes * right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> operator /(WideNative<T> left, WideNative<T> right) => new(left._lanes / right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> operator -(WideNative<T> value) => new(-value._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> MultiplyAdd(WideNative<T> left, WideNative<T> right, WideNative<T> addend)
    {
        if (!Hardware.FusesMultiplyAdd)
            return left * right + addend;
        return typeof(T) == typeof(float)
            ? new(Vector.FusedMultiplyAdd(left._lanes.As<T, float>(), right._lanes.As<T, float>(), addend._lanes.As<T, float>()).As<float, T>())
            : new(Vector.FusedMultiplyAdd(left._lanes.As<T, double>(), right._lanes.As<T, double>(), addend._lanes.As<T, double>()).As<double, T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> LessThan(WideNative<T> left, WideNative<T> right) => new(Vector.LessThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> LessThanOrEqual(WideNative<T> left, WideNative<T> right) =>
        new(Vector.LessThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> GreaterThan(WideNative<T> left, WideNative<T> right) => new(Vector.GreaterThan(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> GreaterThanOrEqual(WideNative<T> left, WideNative<T> right) =>
        new(Vector.GreaterThanOrEqual(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Equal(WideNative<T> left, WideNative<T> right) => new(Vector.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> NotEqual(WideNative<T> left, WideNative<T> right) => new(~Vector.Equals(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> And(WideNative<T> left, WideNative<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Or(WideNative<T> left, WideNative<T> right) => new(left._lanes | right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Not(WideNative<T> mask) => new(~mask._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Select(WideNative<T> mask, WideNative<T> whenTrue, WideNative<T> whenFalse) =>
        new(Vector.ConditionalSelect(mask._lanes, whenTrue._lanes, whenFalse._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Abs(WideNative<T> value) => new(Vector.Abs(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Sqrt(WideNative<T> value) => new(Vector.SquareRoot(value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Max(WideNative<T> left, WideNative<T> right) => new(Vector.Max(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Min(WideNative<T> left, WideNative<T> right) => new(Vector.Min(left._lanes, right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Floor(WideNative<T> value) => typeof(T) == typeof(float)
        ? new(Vector.Floor(value._lanes.As<T, float>()).As<float, T>())
        : new(Vector.Floor(value._lanes.As<T, double>()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Exp(WideNative<T> value) => Exponential.Exp<WideNative<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Expm1(WideNative<T> value) => Exponential.Expm1<WideNative<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Log(WideNative<T> value) => Logarithm.Log<WideNative<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Log1p(WideNative<T> value) => Logarithm.Log1p<WideNative<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Tanh(WideNative<T> value) => Hyperbolic.Tanh<WideNative<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Sigmoid(WideNative<T> value) => Hyperbolic.Sigmoid<WideNative<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideNative<T> Softplus(WideNative<T> value) => Logarithm.Softplus<WideNative<T>, T>(value);

    public static WideNative<T> Erf(WideNative<T> value) => ErrorFunction.Erf<WideNative<T>, T>(value);

    public static WideNative<T> Sin(WideNative<T> value) => Trigonometric.Sin<WideNative<T>, T>(value);

    public static WideNative<T> Cos(WideNative<T> value) => Trigonometric.Cos<WideNative<T>, T>(value);

    public static WideNative<T> Pow(WideNative<T> value, WideNative<T> exponent) => Power.Pow<WideNative<T>, T>(value, exponent);

    // As the vector of a fixed width with as many lanes: in that one's order.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(WideNative<T> value) =>
        Is512 ? Wide512<T>.Sum(value.As512) : Is256 ? Wide256<T>.Sum(value.As256) : Wide128<T>.Sum(value.As128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(WideNative<T> value) =>
        Is512 ? Wide512<T>.MaxAcross(value.As512) : Is256 ? Wide256<T>.MaxAcross(value.As256) : Wide128<T>.MaxAcross(value.As128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(WideNative<T> value) =>
        Is512 ? Wide512<T>.MinAcross(value.As512) : Is256 ? Wide256<T>.MinAcross(value.As256) : Wide128<T>.MinAcross(value.As128);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.Constant(double value) => typeof(T) == typeof(float)
        ? new(Vector.Create((float)value).As<float, T>())
        : new(Vector.Create(value).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.Constant(double single, double twice) => typeof(T) == typeof(float)
        ? new(Vector.Create((float)single).As<float, T>())
        : new(Vector.Create(twice).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.FromBits(int single, long twice) => typeof(T) == typeof(float)
        ? new(Vector.Create(single).As<int, T>())
        : new(Vector.Create(twice).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.ShiftToExponent(WideNative<T> value) => typeof(T) == typeof(float)
        ? new(Vector.ShiftLeft(value._lanes.As<T, int>(), 23).As<int, T>())
        : new(Vector.ShiftLeft(value._lanes.As<T, long>(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.ShiftFromExponent(WideNative<T> value) => typeof(T) == typeof(float)
        ? new(Vector.ShiftRightLogical(value._lanes.As<T, int>(), 23).As<int, T>())
        : new(Vector.ShiftRightLogical(value._lanes.As<T, long>(), 52).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.AddBits(WideNative<T> left, WideNative<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.As<T, int>() + right._lanes.As<T, int>()).As<int, T>())
        : new((left._lanes.As<T, long>() + right._lanes.As<T, long>()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.SubtractBits(WideNative<T> left, WideNative<T> right) => typeof(T) == typeof(float)
        ? new((left._lanes.As<T, int>() - right._lanes.As<T, int>()).As<int, T>())
        : new((left._lanes.As<T, long>() - right._lanes.As<T, long>()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.AndBits(WideNative<T> left, WideNative<T> right) => new(left._lanes & right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static WideNative<T> IBits<WideNative<T>, T>.XorBits(WideNative<T> left, WideNative<T> right) => new(left._lanes ^ right._lanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBits<WideNative<T>, T>.Any(WideNative<T> mask) => Vector.LessThanAny(mask._lanes.As<T, int>(), Vector<int>.Zero);

    private static bool Is512 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Count == Vector512<T>.Count; }

    private static bool Is256 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => Count == Vector256<T>.Count; }

    private Wide512<T> As512 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(_lanes.AsVector512()); }

    private Wide256<T> As256 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(_lanes.AsVector256()); }

    private Wide128<T> As128 { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => new(_lanes.AsVector128()); }
}
