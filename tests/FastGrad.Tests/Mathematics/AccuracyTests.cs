using System.Globalization;
using System.Xml.Linq;
using FastGrad.Kernels;

namespace FastGrad.Tests.Mathematics;

/// <summary>
/// How far functions are off, against what is stated. Widths agree bit for bit (see <see cref="WidthContract{V, T}"/>), so one of them is
/// enough here.
/// </summary>
[Trait("Category", "Numeric")]
public class AccuracyTests
{
    public static TheoryData<string> Names => Bounds.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Doubles_keep_the_bound(string function)
    {
        Assert.True(FunctionTable.Of(function).Count > 500);
        foreach (FunctionTable.Row row in FunctionTable.Of(function))
        {
            double result = Functions<Scalar<double>, double>.Apply(function, row.X, row.Y), error = row.Error(result);
            // The table is rounded to a hundredth.
            bool isKept = error <= Bounds.Of(function) + 0.005;
            Assert.True(isKept, $"{function}({row.X:R}, {row.Y:R}) = {row.Nearest:R}, got {result:R}: {error:F2} units off");
        }
    }

    /// <summary>The eager functions serve as reference for floats, so they are held against the table too.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void References_are_exact_as_far_as_a_float_can_tell(string function)
    {
        foreach (FunctionTable.Row row in FunctionTable.Of(function))
        {
            double result = References.Apply(function, row.X, row.Y);
            // A denormal double is no float.
            if (Math.Abs(row.Nearest) >= 1e-300)
                Assert.True(row.Error(result) <= 8, $"{function}({row.X:R}, {row.Y:R}) = {row.Nearest:R}, got {result:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Floats_keep_the_bound_at_every_exponent(string function)
    {
        foreach ((float x, float y) in function == "pow" ? FloatSamples.Powers() : FloatSamples.EveryExponent(count: 100).Select(x => (x, 0f)))
        {
            float result = Functions<Scalar<float>, float>.Apply(function, x, y);
            double expected = References.Apply(function, x, y), error = Error(result, expected);
            Assert.True(error <= Bounds.Of(function), $"{function}({x:R}, {y:R}) = {expected:R}, got {result:R}: {error:F2} units off");
        }
    }

    [Theory]
    [InlineData("exp", "Exp")]
    [InlineData("expm1", "Expm1")]
    [InlineData("log", "Log")]
    [InlineData("log1p", "Log1p")]
    [InlineData("tanh", "Tanh")]
    [InlineData("sigmoid", "Sigmoid")]
    [InlineData("softplus", "Softplus")]
    [InlineData("erf", "Erf")]
    [InlineData("sin", "Sin")]
    [InlineData("cos", "Cos")]
    [InlineData("pow", "Pow")]
    public void The_documentation_states_the_bound(string function, string member)
    {
        XDocument documentation = XDocument.Load(Path.ChangeExtension(typeof(Ops).Assembly.Location, ".xml"));
        string method = $"M:FastGrad.Kernels.IVector`2.{member}(";
        string summary = documentation.Descendants("member")
            .Single(described => ((string)described.Attribute("name")!).StartsWith(method, StringComparison.Ordinal))
            .Element("summary")!.Value;
        string bound = Bounds.Of(function).ToString(CultureInfo.InvariantCulture);
        Assert.EndsWith($"at most {bound} unit{(bound == "1" ? "" : "s")} of the last place off.", summary.Trim());
    }

    private static double Error(float result, double expected)
    {
        if (double.IsNaN(expected))
            return float.IsNaN(result) ? 0 : double.PositiveInfinity;
        // As if floats had more exponents: an infinity stands for the number after the largest.
        double value = float.IsInfinity(result) ? Math.CopySign(Math.ScaleB(1, 128), result) : result;
        double exact = Math.Clamp(expected, -Math.ScaleB(1, 128), Math.ScaleB(1, 128));
        if (double.IsNegative(value) != double.IsNegative(exact))
            return double.PositiveInfinity;
        int exponent = exact == 0 ? -126 : Math.Clamp(Math.ILogB(exact), -126, 127);
        return Math.Abs(value - exact) / Math.ScaleB(1, exponent - 23);
    }
}
