using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>FG0007: each construct that formulas lack, at its own place, with what to write instead.</summary>
public class FormulaSubsetTests
{
    [Theory]
    [InlineData("return «Table[0]» * x;", "an array element", "Tensor")]
    [InlineData("double[] a = «[x, x]»; return x;", "an array", "locals")]
    [InlineData("object o = «new object()»; return x;", "an allocation (new object)", "locals")]
    [InlineData("return «_field» * x;", "the field '_field'", "const")]
    [InlineData("return «Table.Length» * x;", "the property 'Array.Length'", "property of the attribute class")]
    [InlineData("Func<double, double> f = «y => y * x»; return x;", "a lambda", "private method")]
    [InlineData("«double Local(double y) => y;» return x;", "a local function", "private method")]
    [InlineData("return «MathF.Exp(1)» * x;", "'MathF.Exp'", "write Math.Exp")]
    [InlineData("return «Math.Cbrt(x)»;", "'Math.Cbrt'", "Exp, Log, Sqrt")]
    [InlineData("return «Math.Log(x, 2)»;", "'Math.Log'", "double overloads")]
    [InlineData("return «Math.Sign(x)»;", "'Math.Sign'", "double overloads")]
    [InlineData("return «double.IsNaN(x)» ? 0 : x;", "'double.IsNaN'", "comparison")]
    [InlineData("return «Other.Twice(x)»;", "'Other.Twice'", "method of this attribute class")]
    [InlineData("«Console.WriteLine(x)»; return x;", "'WriteLine' whose result is dropped", "remove")]
    [InlineData("«try { x += 1; } finally { }» return x;", "try", "never throws")]
    [InlineData("if (x < 0) «throw new Exception();» return x;", "throw", "[Above]")]
    [InlineData("«switch (x) { default: return x; }»", "a switch statement", "'if'")]
    [InlineData("return «x switch { > 0 => x, _ => 0 }»;", "a switch expression", "'?:'")]
    [InlineData("return «x is > 0 and < 1» ? x : 0;", "a pattern", "comparisons")]
    [InlineData("«foreach (int i in new int[2]) x += i;» return x;", "foreach", "'for'")]
    [InlineData("«do x += 1; while (x < 3);» return x;", "do ... while", "'while'")]
    [InlineData("for (int i = 0; i < 3; i++) { if (i == 1) «break;» x += i; } return x;", "break", "loop's head")]
    [InlineData("for (int i = 0; i < 3; i++) { if (i == 1) «continue;» x += i; } return x;", "continue", "'if'")]
    [InlineData("«for (;;) x += 1;»", "a loop without a condition", "bounds known when compiled")]
    [InlineData("double y; x = «y = 2»; return x;", "an assignment inside an expression", "statement of its own")]
    [InlineData("return «x++»;", "an assignment inside an expression", "statement of its own")]
    [InlineData("«(x, var y) = (1, 2)»; return x;", "a tuple", "one local for each number")]
    [InlineData("«Slope» = 3; return x;", "an assignment to 'Slope'", "locals and ref parameters")]
    [InlineData("return «(float)x»;", "a conversion to float", "write double")]
    [InlineData("decimal d = «(decimal)x»; return x;", "a conversion to decimal", "write double")]
    [InlineData("float «f = 1»; return x;", "a local of type float", "declare it double")]
    [InlineData("string s = «\"text\"»; return x;", "text", "double, int, bool")]
    [InlineData("return «1 / 2» * x;", "an integer division as a real number", "1 / (double)2")]
    [InlineData("return Math.Pow(x, «Size / 2» + 1);", "an integer division as a real number", "Size / (double)2")]
    [InlineData("return «x % 2»;", "the operator of 'x % 2'", "Math.Floor")]
    [InlineData("return «Size << 2» > 0 ? x : 0;", "the operator of 'Size << 2'", "numbers")]
    [InlineData("return «Activate(x - 1)»;", "recursion", "loop")]
    [InlineData("ref double «y = ref x»; return y;", "a ref local", "parameter itself")]
    [InlineData("return «GetHashCode()» + x;", "GetHashCode'", "method of this attribute class")]
    [InlineData("Tensor «t»; return x;", "a Tensor without a value", "where it is declared")]
    [InlineData("double? n = «x»; return x;", "a conversion from double to double?", "double, int, bool")]
    [InlineData("return «default(Shape)».Length * x;", "default(Shape)", "write the value")]
    [InlineData("«goto end;» «end: return x;»", "goto", "'if'")]
    [InlineData("«lock (this) { }» return x;", "lock", "shares nothing")]
    [InlineData("return «nameof(x).Length» + x;", "the property 'string.Length'", "property of the attribute class")]
    public void FG0007_InAMethod(string body, string construct, string instead) =>
        Expect.Diagnostic("FG0007", Bent(body), "Formula 'BentAttribute.Activate' cannot use", construct, instead);

    [Fact]
    public void FG0007_EachMistakeIsReported() => Expect.Diagnostic("FG0007", Bent("""
        double a = «MathF.Exp(1)» + «_field»;
        return a + «Math.Cbrt(x)»;
        """));

    [Fact]
    public void FG0007_InAHelper() =>
        Expect.Diagnostic("FG0007", Bent("return Inner(x); } private double Inner(double y) { return «MathF.Exp(1)» + y;"),
        "Formula 'BentAttribute.Inner' cannot use", "write Math.Exp");

    [Fact]
    public void FG0007_InAShapeRule() => Expect.Diagnostic("FG0007", """
        public sealed partial class ScaleAttribute : LayerAttribute
        {
            private Shape Rule(Shape x) => new(«x[^1]»);
            [Formula] public Tensor Forward(Tensor x, [Parameter(nameof(Rule)), Zeros] Tensor w) => x * w;
        }
        """, "Formula 'ScaleAttribute.Rule' cannot use", "an index from the end", "Length or Rank");

    [Theory]
    [InlineData(
        "return Inner(ref x); } private double Inner(ref double «y») { return y;", "'ref' on a helper's parameter", "return the new value")]
    [InlineData("return Inner(1); } private double Inner(float «y») { return 1;", "the type float", "use double")]
    [InlineData("return Inner() + «Inner(1)»; } private double Inner() { return 1; } private double Inner(double y) { return y;",
        "overloads of 'Inner'", "its own name")]
    [InlineData(
        "return Inner(x); } private double Inner(double y) { return Outer(y); } private double Outer(double y) { return «Inner(y)»;",
        "recursion", "loop")]
    public void FG0007_HelpersAreOfTheSubsetToo(string body, string construct, string instead) =>
        Expect.Diagnostic("FG0007", Bent(body), construct, instead);

    [Fact]
    public void WhatCSharpReportsIsNotReportedTwice() => Expect.NoDiagnostics(
        Bent("double unassigned; return unassigned * x;"),
        """
        public sealed partial class WrongAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => Unknown(x);
        }
        """);

    private static string Bent(string body) => $$"""
        public static class Other { public static double Twice(double x) => 2 * x; }
        public sealed partial class BentAttribute : ActivationAttribute
        {
            private static readonly double[] Table = { 1, 2 };
            private double _field = 1;
            public double Slope { get; set; } = 1;
            public int Size { get; init; } = 3;
            [Formula] public double Activate(double x) { {{body}} }
        }
        """;
}
