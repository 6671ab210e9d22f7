using System.Globalization;
using System.Reflection;
using FastGrad.Compiler.Formulas;
using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Binding;

/// <summary>The declaration is the oracle: a bound tree, interpreted, gives the very bits that running the C# gives.</summary>
public class BindingAgreesWithRunningTests
{
    private static readonly double[] _numbers = [-1e30, -2.5, -1, -0.3, -0.0, 0, 1e-30, 0.7, 1, 3, 41.25, 1e30, double.PositiveInfinity,
        double.NegativeInfinity, double.NaN];

    [Theory]
    [InlineData("x")]
    [InlineData("+x - -x")]
    [InlineData("x > 0 ? x : Slope * x")]
    [InlineData("checked(x * 2 + 1)")]
    [InlineData("x * 0.1f + 1e-5 + .5 + 0x10 + 1_000")]
    [InlineData("Math.PI * x + Math.E + double.Epsilon + int.MaxValue + Third + Elsewhere.Half")]
    [InlineData("x > 0 && x < 1 || !(x < 0) && !Flag | x == 3 ? 1 : 2")]
    [InlineData("Flag & x != 1 ? Slope : Size")]
    [InlineData("(Way == Way.Other ? 1 : (int)Way) + x")]
    [InlineData("(double)(Size / 2) + Size % 2 - (-Size) + x")]
    [InlineData("Math.Max(Size, 2) + Math.Min(Size - 1, 1L) + Math.Max(x, Slope)")]
    [InlineData("(int)2.7 * x + (long)-2.7")]
    [InlineData("Math.Exp(-Math.Abs(x)) + Math.Log(Math.Sqrt(4) + Math.Floor(2.5)) + Math.Tanh(x) + Math.Sin(1) * Math.Cos(2) + Math.Pow(2, Size) + Ops.Sigmoid(x)")]
    [InlineData("double.ExpM1(x) + double.LogP1(Fixed) + Ops.Expm1(Slope) + Ops.Log1p(Fixed) + Math.Clamp(x, -1, Fixed)")]
    [InlineData("Ops.Softplus(x) * Ops.Erf(x)")]
    [InlineData("Fixed * x + Computed + Nested")]
    [InlineData("Mix(b: x, a: 2) + Mix(x) + StaticTwice(x)")]
    [InlineData("Math.Pow(y: 2, x: Slope) * x")]
    [InlineData("((x))")]
    [InlineData("default(double) + x")]
    public void Expressions(string expression) => Agree($"=> {expression};");

    [Theory]
    [InlineData("double y = 1, z = y + x; y += z; y -= 2; y *= x; y /= 3; return y;")]
    [InlineData("int n = 1; n += 2; n *= 3; n -= 1; n /= 2; n %= 3; n++; ++n; n--; --n; return n * x;")]
    [InlineData("double y; if (x > 0) y = 1; else if (x > -1) y = 2; else y = 3; return y;")]
    [InlineData("double y; y = x; { double z = y; y = z + 1; } { double z = y * 2; y = z; } return y;")]
    [InlineData("if (x < 0) return -x; if (x < 1) { return x * x; } return 2 * x - 1;")]
    [InlineData("double sum = 0; for (int i = 0; i < Size; i++) sum += i * x; for (int i = Size; i > 0; i--) sum -= i; return sum;")]
    [InlineData("double sum = 0; for (int i = 0, j = 5; i < j; i++, j--) { for (int k = 0; k < i; k++) { sum += k * x; } } return sum;")]
    [InlineData("int i = 0; double y = x; while (i < 3) { y = y * y; i += 1; } return y;")]
    [InlineData("for (int i = 0; i < 5; i++) { if (i == Size) return i * x; } return -1;")]
    [InlineData("const double k = 0.25; const int n = 2; ; return k * n * x;")]
    [InlineData("double @base = x, Size = 2; bool big = @base > 1; return big ? @base : Size;")]
    [InlineData("x = x + 1; x++; return x;")]
    [InlineData("var y = x; var n = 3; long m = n; Way w = Way; return y * n + m + (w == Way.One ? 1 : 0);")]
    [InlineData("return Deep(Deep(x, 2), Size);")]
    public void Bodies(string body) => Agree("{ " + body + " }");

    private static void Agree(string body)
    {
        Assembly assembly = Loaded.Load($$"""
            public enum Way { One = 1, Other = 4 }
            public static class Elsewhere { public const double Half = 0.5; }
            public sealed partial class BentAttribute(int size = 3) : ActivationAttribute
            {
                private const double Third = 1.0 / 3;
                public int Size { get; } = size;
                public double Slope { get; init; } = 0.1;
                public bool Flag { get; init; } = true;
                public Way Way { get; init; } = Way.Other;
                public double Fixed { get; } = 0.75;
                private double Computed => 2 * Slope;
                private double Nested { get { return Computed * Size; } }
                private double Mix(double a, double b = 7) => a - 2 * b;
                private static double StaticTwice(double x) => 2 * x;
                private double Deep(double y, int times) { for (int i = 0; i < times; i++) y = Mix(y, i); return y; }
                [Formula] public double Activate(double x) {{body}}
            }
            """);
        Type type = assembly.GetType("BentAttribute")!;
        FormulaClass formula = type.Formula();
        foreach (object instance in new[] { Activator.CreateInstance(type, 3)!, Other(type) })
        {
            var properties = formula.Properties.ToDictionary(property =>
                property.Name, property => Plain(type.GetProperty(property.Name)!.GetValue(instance)!));
            var tree = new TreeInterpreter(formula, properties);
            foreach (double x in _numbers)
            {
                double wanted = (double)type.GetMethod("Activate")!.Invoke(instance, [x])!, got = (double)tree.Run("Activate", x)!;
                Assert.True(wanted.Equals(got)
                    && double.IsNegative(wanted) == double.IsNegative(got),
                    $"{body} at {x.ToString(CultureInfo.InvariantCulture)}: {wanted} running, {got} bound");
            }
        }
    }

    private static object Other(Type type)
    {
        object instance = Activator.CreateInstance(type, 5)!;
        type.GetProperty("Slope")!.SetValue(instance, -1.5);
        type.GetProperty("Flag")!.SetValue(instance, false);
        type.GetProperty("Way")!.SetValue(instance, Enum.ToObject(type.GetProperty("Way")!.PropertyType, 1));
        return instance;
    }

    private static object Plain(object value) => value switch
    {
        bool or double => value,
        _ => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };
}
