using System.Numerics;
using System.Runtime.CompilerServices;

namespace FastGrad.Kernels;

#pragma warning disable CS1591 // IVector documents every member.

/// <summary>
/// One number, for processors without vectors and for the last elements of a range. It gives the bits that a lane of a wide vector gives.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Scalar<T> : IVector<Scalar<T>, T>, IBits<Scalar<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Scalar(T value) => _value = value;

    public static int Count { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => 1; }

    public static Scalar<T> Zero { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    public static Scalar<T> Indices { [MethodImpl(MethodImplOptions.AggressiveInlining)] get => default; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Create(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> FirstLanes(nint count) => Mask(count > 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Load(ref readonly T source, nint index) => new(Unsafe.Add(ref Unsafe.AsRef(in source), index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint index) => Unsafe.Add(ref destination, index) = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> value) => new(-value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> MultiplyAdd(Scalar<T> left, Scalar<T> right, Scalar<T> addend) => Hardware.FusesMultiplyAdd
        ? new(T.FusedMultiplyAdd(left._value, right._value, addend._value))
        : left * right + addend;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LessThan(Scalar<T> left, Scalar<T> right) => Mask(left._value < right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> LessThanOrEqual(Scalar<T> left, Scalar<T> right) => Mask(left._value <= right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> GreaterThan(Scalar<T> left, Scalar<T> right) => Mask(left._value > right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> GreaterThanOrEqual(Scalar<T> left, Scalar<T> right) => Mask(left._value >= right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Equal(Scalar<T> left, Scalar<T> right) => Mask(left._value == right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> NotEqual(Scalar<T> left, Scalar<T> right) => Mask(left._value != right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> And(Scalar<T> left, Scalar<T> right) => Mask(IsSet(left) && IsSet(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Or(Scalar<T> left, Scalar<T> right) => Mask(IsSet(left) || IsSet(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Not(Scalar<T> mask) => Mask(!IsSet(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Select(Scalar<T> mask, Scalar<T> whenTrue, Scalar<T> whenFalse) => IsSet(mask) ? whenTrue : whenFalse;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Abs(Scalar<T> value) => new(T.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sqrt(Scalar<T> value) => new(T.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Max(Scalar<T> left, Scalar<T> right) => new(T.Max(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Min(Scalar<T> left, Scalar<T> right) => new(T.Min(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Floor(Scalar<T> value) => new(T.Floor(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Exp(Scalar<T> value) => Exponential.Exp<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Expm1(Scalar<T> value) => Exponential.Expm1<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log(Scalar<T> value) => Logarithm.Log<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Log1p(Scalar<T> value) => Logarithm.Log1p<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Tanh(Scalar<T> value) => Hyperbolic.Tanh<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sigmoid(Scalar<T> value) => Hyperbolic.Sigmoid<Scalar<T>, T>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Softplus(Scalar<T> value) => Logarithm.Softplus<Scalar<T>, T>(value);

    public static Scalar<T> Erf(Scalar<T> value) => ErrorFunction.Erf<Scalar<T>, T>(value);

    public static Scalar<T> Sin(Scalar<T> value) => Trigonometric.Sin<Scalar<T>, T>(value);

    public static Scalar<T> Cos(Scalar<T> value) => Trigonometric.Cos<Scalar<T>, T>(value);

    public static Scalar<T> Pow(Scalar<T> value, Scalar<T> exponent) => Power.Pow<Scalar<T>, T>(value, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Scalar<T> value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxAcross(Scalar<T> value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MinAcross(Scalar<T> value) => value._value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.Constant(double value) => new(Number.Of<T>(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.Constant(double single, double twice) => new(Number.Of<T>(typeof(T) == typeof(float) ? single : twice));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.FromBits(int single, long twice) => typeof(T) == typeof(float) ? Of(single) : Of(twice);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.ShiftToExponent(Scalar<T> value) => typeof(T) == typeof(float)
        ? Of(Single(value) << 23)
        : Of(Twice(value) << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.ShiftFromExponent(Scalar<T> value) => typeof(T) == typeof(float)
        ? Of(Single(value) >>> 23)
        : Of(Twice(value) >>> 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.AddBits(Scalar<T> left, Scalar<T> right) => typeof(T) == typeof(float)
        ? Of(Single(left) + Single(right))
        : Of(Twice(left) + Twice(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.SubtractBits(Scalar<T> left, Scalar<T> right) => typeof(T) == typeof(float)
        ? Of(Single(left) - Single(right))
        : Of(Twice(left) - Twice(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.AndBits(Scalar<T> left, Scalar<T> right) => typeof(T) == typeof(float)
        ? Of(Single(left) & Single(right))
        : Of(Twice(left) & Twice(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IBits<Scalar<T>, T>.XorBits(Scalar<T> left, Scalar<T> right) => typeof(T) == typeof(float)
        ? Of(Single(left) ^ Single(right))
        : Of(Twice(left) ^ Twice(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IBits<Scalar<T>, T>.Any(Scalar<T> mask) => IsSet(mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Single(Scalar<T> value) => Unsafe.BitCast<T, int>(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Twice(Scalar<T> value) => Unsafe.BitCast<T, long>(value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Of(int bits) => new(Unsafe.BitCast<int, T>(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Of(long bits) => new(Unsafe.BitCast<long, T>(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar<T> Mask(bool isSet) => typeof(T) == typeof(float) ? Of(isSet ? -1 : 0) : Of(isSet ? -1L : 0L);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSet(Scalar<T> mask) => typeof(T) == typeof(float) ? Single(mask) < 0 : Twice(mask) < 0;
}
