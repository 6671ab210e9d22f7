namespace ILGPU;

/// <summary>ILGPU's own half: computed in float and rounded after each operation.</summary>
public readonly struct Half : IEquatable<Half>, IComparable<Half>
{
    public static readonly Half MinValue = new(0xFBFF);
    public static readonly Half MaxValue = new(0x7BFF);
    public static readonly Half Epsilon = new(0x0001);
    public static readonly Half PositiveInfinity = new(0x7C00);
    public static readonly Half NegativeInfinity = new(0xFC00);
    public static readonly Half NaN = new(0xFE00);
    public static readonly Half Zero = new(0);
    public static readonly Half One = new(0x3C00);

    internal Half(ushort rawValue) => RawValue = rawValue;

    internal ushort RawValue { get; }

    public static Half Abs(Half half) => new((ushort)(half.RawValue & 0x7FFF));

    public static bool IsNaN(Half half) => float.IsNaN(half);

    public static bool IsZero(Half half) => (half.RawValue & 0x7FFF) == 0;

    public static bool IsPositiveInfinity(Half half) => float.IsPositiveInfinity(half);

    public static bool IsNegativeInfinity(Half half) => float.IsNegativeInfinity(half);

    public static bool IsInfinity(Half half) => float.IsInfinity(half);

    public static bool IsFinite(Half half) => float.IsFinite(half);

    public bool Equals(Half other) => this == other;

    public int CompareTo(Half other) => ((float)this).CompareTo(other);

    public override bool Equals(object? obj) => obj is Half half && Equals(half);

    public override int GetHashCode() => RawValue;

    public override string ToString() => ((float)this).ToString();

    public static Half operator -(Half halfValue) => new((ushort)(halfValue.RawValue ^ 0x8000));

    public static Half operator +(Half first, Half second) => (Half)((float)first + second);

    public static Half operator -(Half first, Half second) => (Half)((float)first - second);

    public static Half operator *(Half first, Half second) => (Half)((float)first * second);

    public static Half operator /(Half first, Half second) => (Half)((float)first / second);

    public static bool operator ==(Half first, Half second) => (float)first == second;

    public static bool operator !=(Half first, Half second) => (float)first != second;

    public static bool operator <(Half first, Half second) => (float)first < second;

    public static bool operator <=(Half first, Half second) => (float)first <= second;

    public static bool operator >(Half first, Half second) => (float)first > second;

    public static bool operator >=(Half first, Half second) => (float)first >= second;

    public static implicit operator float(Half halfValue) => (float)BitConverter.UInt16BitsToHalf(halfValue.RawValue);

    public static implicit operator double(Half halfValue) => (float)halfValue;

    /// <summary>Towards zero, as ILGPU's own conversion is.</summary>
    public static explicit operator Half(float floatValue)
    {
        ushort nearest = BitConverter.HalfToUInt16Bits((System.Half)floatValue);
        bool isTooFar = MathF.Abs(floatValue) < 65536 && MathF.Abs(new Half(nearest)) > MathF.Abs(floatValue);
        return new Half((ushort)(nearest - (isTooFar ? 1 : 0)));
    }

    public static explicit operator Half(double doubleValue) => (Half)(float)doubleValue;
}
