using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>FG0033: what a parameter is for, against its keyword and the kind of formula. FG0034: derivatives.</summary>
public class RoleTests
{
    [Theory]
    [InlineData("Layer", "Tensor Forward(Tensor x, ref Tensor «m») => x", "'ref' without saying what is kept", "[Buffer]")]
    [InlineData("Layer", "Tensor Forward(Tensor x, [Buffer, Zeros] Tensor «m») => x", "is a [Buffer]", "write 'ref' before its type")]
    [InlineData("Layer", "Tensor Forward(Tensor x, [State, Zeros] Tensor «m») => x", "is a [State]", "write 'ref' before its type")]
    [InlineData("Layer", "Tensor Forward(Tensor x, [Parameter, Zeros] ref Tensor «m») => x", "is 'ref', but a [Parameter]", "make it a [Buffer]")]
    [InlineData("Layer", "Tensor Forward(Tensor x, [Parameter, Buffer, Zeros] ref Tensor «m») => x", "both [Parameter] and [Buffer]", "keep one")]
    [InlineData("Layer", "Tensor Forward(in Tensor «x») => x", "is 'in'", "remove the keyword")]
    [InlineData("Layer", "Tensor Forward(Tensor x, [PerStep] ref double «m») => x", "only optimizers step", "[PerStep]")]
    [InlineData("Activation", "double Activate(double x, [Buffer, Zeros] ref double «m») => x", "only layers keep buffers", "[Buffer]")]
    [InlineData("Activation", "double Activate(double x, [State, Zeros] ref double «m») => x", "only layers carry one", "[State]")]
    [InlineData("Activation", "double Activate(ref double «x») => x", "is 'ref'", "an activation takes values only")]
    [InlineData("Loss", "double Loss(in Tensor «output», int label) => output[label]", "is 'in'", "'out' for the example's weight")]
    [InlineData("Loss", "double Loss(Tensor output, int label, out Tensor «weight») { weight = output; return 0; }", "is 'out'", "declare it 'out double weight'")]
    [InlineData("Loss", "double Loss(Tensor output, [Parameter, Zeros] Tensor «w») => 0", "is a [Parameter]", "only layers and activations learn")]
    [InlineData("Optimizer", "void Update(ref double weight, double gradient, [PerStep] double «p») { }", "is [PerStep]", "declare it 'ref double'")]
    [InlineData("Optimizer", "void Update(ref double weight, double gradient, [State(\"m\")] double «m») { }", "is a [State]", "write 'ref'")]
    [InlineData("Optimizer", "void Update(ref double weight, double gradient, out double «m») { m = 0; }", "is 'out'", "'ref' for the weight and its slots")]
    public void FG0033_Roles(string kind, string method, string what, string instead) => Expect.Diagnostic(
        "FG0033", $"public sealed partial class OwnAttribute : {kind}Attribute {{ [Formula] public {method}{(method.EndsWith('}') ? "" : ";")} }}",
        "Parameter '", "of 'OwnAttribute.", what, instead);

    [Fact]
    public void FG0033_AnInputByReference() => Expect.Diagnostic(
        "FG0033", "[Model, Mse] public partial class Net { private Tensor Forward([Shape(4)] ref Tensor «x») => x; }", "Parameter 'x' of 'Net.Forward'", "is 'ref'");

    [Theory]
    [InlineData("[Buffer] ref Tensor «m»", "its buffer 'm' starts")]
    [InlineData("[State] ref Tensor «m»", "its state 'm' starts")]
    public void FG0012_HowItStarts(string parameter, string what) => Expect.Diagnostic(
        "FG0012", $"public sealed partial class OwnAttribute : LayerAttribute {{ [Formula] public Tensor Forward(Tensor x, {parameter}) => x; }}", what, "[Zeros]");

    [Theory]
    [InlineData("[Formula, «Derivative(\"Slope\")»] public double Activate(double x) => x;", "has no method 'double Slope(double x)'")]
    [InlineData("[Formula, «Derivative(\"Slope\")»] public double Activate(double x) => x; private double Slope(double x, double y) => 1;",
        "has no method 'double Slope(double x)'; it is double Slope(double x, double y)")]
    [InlineData("[Formula, «Derivative(\"Slope\")»] public double Activate(double x) => x; private int Slope(double x) => 1;", "it is int Slope(double x)")]
    [InlineData("[Formula, «Derivative(\"Slope\", By = \"z\")»] public double Activate(double x) => x; private double Slope(double x) => 1;", "by 'z', which is none of its parameters")]
    [InlineData("[Formula, Derivative(\"Slope\"), «Derivative(\"Slope\", By = \"x\")»] public double Activate(double x) => x; private double Slope(double x) => 1;",
        "by 'x', which has one already")]
    [InlineData("[Formula] public double Activate(double x) => F(3, x); [«Derivative(\"Slope\")»] private double F(int n, double x) => x; private double Slope(int n, double x) => 1;",
        "by 'n', but that is no double; name the parameter that is varied with By")]
    [InlineData("[Formula] public double Activate(double x) => F(new Tensor(x)); [«Derivative(\"Slope\")»] private double F(Tensor x) => x[0]; private double Slope(Tensor x) => 1;",
        "only a method of numbers")]
    public void FG0034_Derivatives(string members, string what) => Expect.Diagnostic(
        "FG0034", $"public sealed partial class BentAttribute : ActivationAttribute {{ {members} }}", "[Derivative] says that 'Slope' gives the derivative of 'BentAttribute.", what);
}
