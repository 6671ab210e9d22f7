using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

public class FormulaClassTests
{
    private const string Activate = "[Formula] public double Activate(double x) => x;";

    [Theory]
    [InlineData("public sealed class «BentAttribute» : ActivationAttribute", "must be declared partial")]
    [InlineData("public sealed partial class «Bent» : ActivationAttribute", "name that ends in 'Attribute'")]
    [InlineData("public sealed partial class «BentAttribute» : Attribute", "must derive from ActivationAttribute")]
    [InlineData("public sealed partial class «BentAttribute» : StageAttribute", "must derive from ActivationAttribute")]
    [InlineData("public abstract partial class «BentAttribute» : ActivationAttribute", "must not be abstract")]
    [InlineData("public partial class «BentAttribute»<T> : ActivationAttribute", "must not be generic")]
    [InlineData("file partial class «BentAttribute» : ActivationAttribute", "must not be file-local")]
    public void FG0012_Class(string declaration, string message) =>
        Expect.Diagnostic("FG0012", declaration + " { " + Activate + " }", "Formula class 'Bent", message);

    [Fact]
    public void FG0012_Nested() => Expect.Diagnostic(
        "FG0012", "public partial class Host { public sealed partial class «BentAttribute» : ActivationAttribute { " + Activate
            + " } }", "must not be nested", "'Host'");

    [Fact]
    public void FG0012_TwoFormulas() => Expect.Diagnostic("FG0012", """
        public sealed partial class BentAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => x;
            [Formula] public double «Again»(double x) => x;
        }
        """, "BentAttribute", "two methods marked [Formula]");

    [Fact]
    public void FG0012_NoFormula() => Expect.Diagnostic("FG0012", """
        public sealed partial class BentAttribute : ActivationAttribute
        {
            public double Activate(double x) => x;
        }
        [Model, Input(4), «Bent», Mse] public partial class Net;
        """, "BentAttribute", "has no method marked [Formula]", "double Activate(double x");

    [Theory]
    [InlineData("ActivationAttribute", "float «Activate»(float x) => x", "double Activate(double x", "float Activate(float x)")]
    [InlineData("ActivationAttribute", "double «Activate»(double x, double y) => x", "double Activate(double x",
        "double Activate(double x, double y)")]
    [InlineData("ActivationAttribute", "double «Activate»<T>(double x) => x", "double Activate(double x", "Activate<T>(double x)")]
    [InlineData("LayerAttribute", "double «Forward»(Tensor x) => x[0]", "Tensor Forward(Tensor x", "double Forward(Tensor x)")]
    [InlineData("LossAttribute", "double «Loss»(double prediction, int label) => prediction", "double Loss(Tensor output, int label)",
        "double Loss(double prediction, int label)")]
    [InlineData("LossAttribute", "double «Loss»(Tensor output, int label, out double a, out double b) { a = b = 1; return 0; }",
        "each with a last 'out double weight'", "out double b")]
    [InlineData("OptimizerAttribute", "void «Update»(ref Tensor weight, Tensor gradient, ref double m) { }", "the same with Tensor", "ref double m")]
    [InlineData("LayerAttribute", "Tensor «Forward»(Tensor x, Tensor y) => x", "[Buffer] or [State] ref", "Tensor Forward(Tensor x, Tensor y)")]
    [InlineData("OptimizerAttribute", "void «Update»(ref double w, double gradient) { }", "void Update(ref double weight, double gradient",
        "ref double w")]
    [InlineData("OptimizerAttribute", "void «Update»(ref double weight, double gradient, double m) { }", "ref double slot", "double m")]
    [InlineData("OptimizerAttribute", "double «Update»(ref double weight, double gradient) => weight", "void Update(", "double Update(")]
    public void FG0012_Signature(string basis, string method, string wanted, string got) => Expect.Diagnostic(
        "FG0012",
            $"public sealed partial class BentAttribute : {basis} {{ [Formula] public {method}{(method.EndsWith('}') ? "" : ";")} }}",
            "must declare its formula as", wanted, got);

    [Theory]
    [InlineData("public string «Mode» { get; init; } = \"\";", "'Mode' of type string", "double, int, bool or enum")]
    [InlineData("public float «Slope» { get; init; }", "'Slope' of type float", "double, int, bool or enum")]
    [InlineData("public double «Slope» { get => 1; init { } }", "'Slope' that can be set but computes its value", "{ get; init; }")]
    [InlineData("public double Slope { get; init; } = «Math.Sqrt(2)»;", "gives 'Slope' the default 'Math.Sqrt(2)'", "no constant")]
    [InlineData("public BentAttribute(int «size») { }", "must set exactly one property", "'size'")]
    [InlineData("public int Size { get; } public BentAttribute(int size) { Size = size; «if (size < 1) throw new Exception();» }",
        "may only set properties from parameters", "[AtLeast]")]
    [InlineData("internal «BentAttribute»() { }", "must have one constructor", "public")]
    [InlineData("public «BentAttribute»() { } public BentAttribute(int x) { }", "must have one constructor", "public")]
    public void FG0012_Properties(string member, string what, string instead)
    {
        // The class's own name is where a missing constructor is reported, not the constructor.
        string type = member.Contains("«BentAttribute»", StringComparison.Ordinal) ? "«BentAttribute»" : "BentAttribute";
        Expect.Diagnostic(
            "FG0012", $"public sealed partial class {type} : ActivationAttribute {{ {member.Replace("«BentAttribute»", "BentAttribute", StringComparison.Ordinal)} {Activate} }}",
            "Formula class 'BentAttribute'", what, instead);
    }

    [Theory]
    [InlineData("[Parameter] Tensor «w»", "must say how its parameter 'w' starts", "[Zeros]")]
    [InlineData("[«Parameter(\"Missing\")», Zeros] Tensor w", "no shape rule 'Missing'", "'Shape Missing(Shape x)")]
    [InlineData("[«Parameter(\"Half\")», Zeros] Tensor w", "no shape rule 'Half'", "int hyper-parameter")]
    [InlineData("[«Parameter(\"Rule\")», Zeros] double w", "gives the scalar parameter 'w' a shape", "make it a Tensor")]
    public void FG0012_Parameters(string parameter, string what, string instead) => Expect.Diagnostic("FG0012", $$"""
        public sealed partial class ScaleAttribute : LayerAttribute
        {
            public double Half => 0.5;
            private Shape Rule(Shape x) => x;
            [Formula] public Tensor Forward(Tensor x, {{parameter}}) => x * w;
        }
        """, "Formula class 'ScaleAttribute'", what, instead);

    [Fact]
    public void AFormulaInTwoModelsIsReportedOnce() => Expect.Diagnostic("FG0022", """
        public sealed partial class BentAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => «Math.Cbrt(x)»;
        }
        [Model, Input(4), Bent, Mse] public partial class One;
        [Model, Input(4), Bent, Mse] public partial class Two;
        """);
}
