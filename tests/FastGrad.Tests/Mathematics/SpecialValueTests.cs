using System.Numerics;
using FastGrad.Kernels;
using FastGrad.Tests.Runtime;

namespace FastGrad.Tests.Mathematics;

/// <summary>Signed zeros, infinities, NaN, the smallest and the largest numbers.</summary>
[Trait("Category", "Numeric")]
public abstract class SpecialValueContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly double _largest = typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

    [Theory]
    [InlineData("exp", 0, 1)]
    [InlineData("exp", -0.0, 1)]
    [InlineData("exp", Infinity, Infinity)]
    [InlineData("exp", -Infinity, 0)]
    [InlineData("exp", 1e4, Infinity)]
    [InlineData("exp", -1e4, 0)]
    [InlineData("expm1", 0, 0)]
    [InlineData("expm1", -0.0, -0.0)]
    [InlineData("expm1", Infinity, Infinity)]
    [InlineData("expm1", -Infinity, -1)]
    [InlineData("expm1", 1e4, Infinity)]
    [InlineData("expm1", -1e4, -1)]
    [InlineData("log", 1, 0)]
    [InlineData("log", 0, -Infinity)]
    [InlineData("log", -0.0, -Infinity)]
    [InlineData("log", -1, double.NaN)]
    [InlineData("log", Infinity, Infinity)]
    [InlineData("log", -Infinity, double.NaN)]
    [InlineData("log1p", 0, 0)]
    [InlineData("log1p", -0.0, -0.0)]
    [InlineData("log1p", -1, -Infinity)]
    [InlineData("log1p", -2, double.NaN)]
    [InlineData("log1p", Infinity, Infinity)]
    [InlineData("log1p", -Infinity, double.NaN)]
    [InlineData("tanh", 0, 0)]
    [InlineData("tanh", -0.0, -0.0)]
    [InlineData("tanh", 30, 1)]
    [InlineData("tanh", -30, -1)]
    [InlineData("tanh", Infinity, 1)]
    [InlineData("tanh", -Infinity, -1)]
    [InlineData("sigmoid", 0, 0.5)]
    [InlineData("sigmoid", -0.0, 0.5)]
    [InlineData("sigmoid", Infinity, 1)]
    [InlineData("sigmoid", -Infinity, 0)]
    [InlineData("sigmoid", -1e4, 0)]
    [InlineData("softplus", Infinity, Infinity)]
    [InlineData("softplus", -Infinity, 0)]
    [InlineData("softplus", 1e4, 1e4)]
    [InlineData("softplus", -1e4, 0)]
    [InlineData("erf", 0, 0)]
    [InlineData("erf", -0.0, -0.0)]
    [InlineData("erf", 7, 1)]
    [InlineData("erf", -7, -1)]
    [InlineData("erf", Infinity, 1)]
    [InlineData("erf", -Infinity, -1)]
    [InlineData("sin", 0, 0)]
    [InlineData("sin", -0.0, -0.0)]
    [InlineData("sin", Infinity, double.NaN)]
    [InlineData("sin", -Infinity, double.NaN)]
    [InlineData("cos", 0, 1)]
    [InlineData("cos", -0.0, 1)]
    [InlineData("cos", Infinity, double.NaN)]
    [InlineData("cos", -Infinity, double.NaN)]
    public void Is_exact(string function, double x, double expected) =>
        AssertSame(T.CreateChecked(expected), Apply(function, T.CreateChecked(x)), $"{function}({x:R})");

    [Theory]
    [MemberData(nameof(Unary))]
    public void NaN_stays(string function) => Assert.True(T.IsNaN(Apply(function, T.NaN)));

    /// <summary>Odd functions with slope 1 at 0 have numbers too small for an exponent as they are.</summary>
    [Theory]
    [InlineData("expm1")]
    [InlineData("log1p")]
    [InlineData("tanh")]
    [InlineData("sin")]
    public void The_smallest_numbers_stay(string function)
    {
        foreach (T x in new[] { T.Epsilon, T.Epsilon * T.CreateChecked(12345), -T.Epsilon, -T.Epsilon * T.CreateChecked(777) })
            AssertSame(x, Apply(function, x), $"{function}({x:R})");
    }

    /// <summary>The standard's special cases, which .NET's has too.</summary>
    [Fact]
    public void Powers_are_those_of_Math()
    {
        T[] bases = [.. Signed(0, 0.25, 0.5, 1, 2, 3, Infinity), T.Epsilon, -T.Epsilon, .. Signed(_largest), T.NaN];
        T[] exponents = [.. bases, .. Signed(1.5, 4, 5, 1e7, 1e15, 1e17)];
        foreach (T x in bases)
            foreach (T y in exponents)
            {
                T expected = T.CreateChecked(Math.Pow(double.CreateChecked(x), double.CreateChecked(y)));
                T actual = Functions<Scalar<T>, T>.Apply("pow", x, y);
                bool isKept = Bits.Distance(expected, actual) <= (IsSpecial(expected) ? 0 : 1);
                Assert.True(isKept, $"{x:R} to the power of {y:R} is {expected:R}, got {actual:R}");
            }
    }

    public static TheoryData<string> Unary => Bounds.Unary;

    private static IEnumerable<T> Signed(params double[] values) =>
        values.SelectMany(value => new[] { T.CreateChecked(value), T.CreateChecked(-value) });

    private static bool IsSpecial(T value) => value == T.Zero || T.Abs(value) == T.One || !T.IsFinite(value);

    private static T Apply(string function, T x) => Functions<Scalar<T>, T>.Apply(function, x, T.One);

    private static void AssertSame(T expected, T actual, string what) =>
        Assert.True(Bits.Same(expected, actual), $"{what} is {expected:R}, got {actual:R}");
}

public sealed class SpecialSingleTests : SpecialValueContract<float>;

public sealed class SpecialDoubleTests : SpecialValueContract<double>;
