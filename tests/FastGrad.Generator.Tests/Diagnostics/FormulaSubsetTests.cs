using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>FG0007, and FG0018 to FG0023 for those that most people meet: each construct that formulas lack, at its own place, with what to write instead.</summary>
public class FormulaSubsetTests
{
    [Theory]
    [InlineData("return «_table[0]» * x;", "an array element", "Tensor", "FG0019")]
    [InlineData("double[] a = «[x, x]»; return x;", "an array", "locals", "FG0019")]
    [InlineData("object o = «new object()»; return x;", "an allocation (new object)", "locals", "FG0019")]
    [InlineData("return «_field» * x;", "the field '_field'", "const", "FG0018")]
    [InlineData("return «_table.Length» * x;", "the property 'Array.Length'", "property of the attribute class")]
    [InlineData("Func<double, double> f = «y => y * x»; return x;", "a lambda", "private method")]
    [InlineData("«double Local(double y) => y;» return x;", "a local function", "private method")]
    [InlineData("return «MathF.Exp(1)» * x;", "'MathF.Exp'", "write Math.Exp", "FG0022")]
    [InlineData("return «Math.Cbrt(x)»;", "'Math.Cbrt'", "Exp, Log, Sqrt", "FG0022")]
    [InlineData("return «Math.Log(x, 2)»;", "'Math.Log'", "double overloads", "FG0022")]
    [InlineData("return «Math.Sign(x)»;", "'Math.Sign'", "double overloads", "FG0022")]
    [InlineData("return «double.IsNaN(x)» ? 0 : x;", "'double.IsNaN'", "comparison", "FG0022")]
    [InlineData("return «Other.Twice(x)»;", "'Other.Twice'", "method of this class", "FG0022")]
    [InlineData("«Console.WriteLine(x)»; return x;", "a call of 'Console.WriteLine'", "remove")]
    [InlineData("«try { x += 1; } finally { }» return x;", "try", "never throws")]
    [InlineData("if (x < 0) «throw new Exception();» return x;", "throw", "[Above]")]
    [InlineData("«switch (x) { default: return x; }»", "a switch statement", "'if'")]
    [InlineData("return «x switch { > 0 => x, _ => 0 }»;", "a switch expression", "'?:'")]
    [InlineData("return «x is > 0 and < 1» ? x : 0;", "a pattern", "comparisons")]
    [InlineData("«foreach (int i in new int[2]) x += i;» return x;", "foreach", "'for'")]
    [InlineData("«do x += 1; while (x < 3);» return x;", "do ... while", "'while'")]
    [InlineData("for (int i = 0; i < 3; i++) { if (i == 1) «break;» x += i; } return x;", "break", "loop's head")]
    [InlineData("for (int i = 0; i < 3; i++) { if (i == 1) «continue;» x += i; } return x;", "continue", "'if'")]
    [InlineData("«for (;;) x += 1;»", "a loop without a condition", "bounds known when compiled", "FG0021")]
    [InlineData("while («x > 1») x /= 2; return x;", "a loop whose end depends on 'x'", "run to a fixed bound", "FG0021")]
    [InlineData("double y = 1; for (int i = 0; «i < Size && y < 8»; i++) y += x; return y;", "a loop whose end depends on 'y'", "Ops.Where", "FG0021")]
    [InlineData("int n = 3; if (x > 0) n = 4; else n = 2; for (int i = 0; «i < n»; i++) x++; return x;", "depends on 'n'", "a length", "FG0021")]
    [InlineData("double y = 1; if (Size > 2) y = x; else y = 2 * x; while («y < 3») y++; return x;", "depends on 'y'", "a length", "FG0021")]
    [InlineData("int n = 3; if (x > 0) n = x > 1 ? 4 : 2; for (int i = 0; «i < n»; i++) x++; return x;", "depends on 'n'", "a length", "FG0021")]
    [InlineData("double y; x = «y = 2»; return x;", "an assignment inside an expression", "statement of its own")]
    [InlineData("return «x++»;", "an assignment inside an expression", "statement of its own")]
    [InlineData("(object, object) pair = «(x, x)»; return x;", "a tuple of other things", "tuples of them")]
    [InlineData("return «(x, 1) == (1, x)» ? 1 : 0;", "a comparison of tuples", "elements")]
    [InlineData("«Slope» = 3; return x;", "an assignment to 'Slope'", "locals and ref parameters")]
    [InlineData("return «(float)x»;", "a conversion to float", "write double")]
    [InlineData("decimal d = «(decimal)x»; return x;", "a conversion to decimal", "write double")]
    [InlineData("float «f = 1»; return x;", "a local of type float", "declare it double")]
    [InlineData("string s = «\"text\"»; return x;", "text", "double, int, bool")]
    [InlineData("return «1 / 2» * x;", "an integer division as a real number", "1 / (double)2", "FG0023")]
    [InlineData("return Math.Pow(x, «Size / 2» + 1);", "an integer division as a real number", "Size / (double)2", "FG0023")]
    [InlineData("return «x % 2»;", "the operator of 'x % 2'", "Math.Floor")]
    [InlineData("return «Size << 2» > 0 ? x : 0;", "the operator of 'Size << 2'", "numbers")]
    [InlineData("return «Activate(x - 1)»;", "recursion", "loop", "FG0020")]
    [InlineData("ref double «y = ref x»; return y;", "a ref local", "parameter itself")]
    [InlineData("return «GetHashCode()» + x;", "GetHashCode'", "method of this class", "FG0022")]
    [InlineData("Tensor «t»; return x;", "a Tensor without a value", "where it is declared")]
    [InlineData("double? n = «x»; return x;", "a conversion from double to double?", "double, int, bool")]
    [InlineData("return «default(Shape)».Length * x;", "default(Shape)", "write the value")]
    [InlineData("«goto end;» «end: return x;»", "goto", "'if'")]
    [InlineData("«lock (this) { }» return x;", "lock", "shares nothing")]
    [InlineData("return «nameof(x).Length» + x;", "the property 'string.Length'", "property of the attribute class")]
    public void FG0007_InAMethod(string body, string construct, string instead, string id = "FG0007") =>
        Expect.Diagnostic(id, Bent(body), "Formula 'BentAttribute.Activate' cannot use", construct, instead);

    [Theory]
    [InlineData("for (int i = 0; Size > 2 ? i < 3 : i < x; i++) x++; return x;")]
    [InlineData("double y = 3; if (Size > 99) y = x; for (int i = 0; i < y; i++) x++; return x;")]
    [InlineData("double y = x; y = 1; while (y < 8) y *= 2; return x * y;")]
    [InlineData("Tensor t = x * new Tensor(1, 2); for (int i = 0; i < t.Length && i < t.Shape[0]; i++) x += i; return x;")]
    [InlineData("return Power(3, x); } private static double Power(int n, double y) { double z = 1; for (int i = 0; i < n; i++) z *= y; return z;")]
    public void ALoopWithAFixedEndIsFine(string body) => Expect.NoDiagnostics(Bent(body));

    [Fact]
    public void FG0021_InAHelperThatSeesTensors() => Expect.Diagnostic("FG0021", """
        [Model, Mse]
        public partial class Net
        {
            private Tensor Forward([Shape(4)] Tensor x) => Shrink(x);
            private static Tensor Shrink(Tensor y)
            {
                double norm = Ops.Norm(y);
                while («norm > 1»)
                {
                    y /= 2;
                    norm = Ops.Norm(y);
                }
                return y;
            }
        }
        """, "Formula 'Net.Shrink' cannot use a loop whose end depends on 'norm'");

    [Fact]
    public void FG0022_EachMistakeIsReported() => Expect.Diagnostic("FG0022", Bent("""
        double a = «MathF.Exp(1)» + «Math.Truncate(x)»;
        return a + «Math.Cbrt(x)»;
        """));

    [Fact]
    public void FG0022_InAHelper() =>
        Expect.Diagnostic("FG0022", Bent("return Inner(x); } private double Inner(double y) { return «MathF.Exp(1)» + y;"),
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
        "return Inner(ref x); } private double Inner(ref double «y») { return y;", "is 'ref', but a helper takes values only", "return the new value", "FG0033")]
    [InlineData("return Inner(1); } private double Inner(float «y») { return 1;", "the type float", "use double")]
    [InlineData("return Inner() + «Inner(1)»; } private double Inner() { return 1; } private double Inner(double y) { return y;",
        "overloads of 'Inner'", "its own name")]
    [InlineData(
        "return Inner(x); } private double Inner(double y) { return Outer(y); } private double Outer(double y) { return «Inner(y)»;",
        "recursion (Inner calls Outer calls Inner)", "loop", "FG0020")]
    public void FG0007_HelpersAreOfTheSubsetToo(string body, string construct, string instead, string id = "FG0007") =>
        Expect.Diagnostic(id, Bent(body), construct, instead);

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
            private static readonly double[] _table = { 1, 2 };
            private double _field = 1;
            public double Slope { get; set; } = 1;
            public int Size { get; init; } = 3;
            [Formula] public double Activate(double x) { {{body}} }
        }
        """;
}
