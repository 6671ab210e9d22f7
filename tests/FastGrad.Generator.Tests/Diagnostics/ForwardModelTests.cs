using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>What people get wrong around <c>Forward</c> and its layers.</summary>
public class ForwardModelTests
{
    private const string Head = "[Dense(2)] private partial Tensor Head(Tensor x);";

    [Theory]
    [InlineData("[Dense(2)] private Tensor «Head»(Tensor x) => x;", "has a body of its own", "write 'private partial Tensor Head(Tensor x);'")]
    [InlineData("[Dense(2)] private partial Tensor Head(Tensor x); private partial Tensor «Head»(Tensor x) => x;", "is implemented here", "remove this part")]
    public void FG0024_LayerNotPartial(string layer, string what, string instead) =>
        Expect.Diagnostic("FG0024", Model(layer), "Layer method 'Head' of model 'Net'", what, instead);

    [Theory]
    [InlineData("[Dense(2)] private partial Tensor «Head»(Tensor x, int size);", "must be declared as 'private partial Tensor Head(Tensor x);'",
        "'Tensor Head(Tensor x, int size)'", "Head(x, 2)")]
    [InlineData("[Dense(2)] private partial double «Head»(Tensor x);", "must be declared as", "'double Head(Tensor x)'", "Head(x) * x")]
    [InlineData("[Dense(2)] private static partial Tensor «Head»(Tensor x);", "must be declared as", "'static Tensor Head(Tensor x)'")]
    [InlineData("[Dense(2)] private partial Tensor «Head»(ref Tensor x);", "must be declared as", "'Tensor Head(ref Tensor x)'", "Head(ref x)")]
    [InlineData("[Dense(2), «Relu»] private partial Tensor Head(Tensor x);", "carries [Dense] and [Relu]", "a method for each")]
    [InlineData("private partial Tensor «Head»(Tensor x);", "carries no layer", "[Dense(10)]")]
    [InlineData("[«Odd»] private partial Tensor Head(Tensor x); private class OddAttribute : StageAttribute;", "carries [Odd]", "neither a layer nor")]
    public void FG0025_LayerSignature(string layer, string what, string instead, string call = "Head(x)") =>
        Expect.Diagnostic("FG0025", Model(layer, call), "Layer method 'Head' of model 'Net'", what, instead);

    [Theory]
    [InlineData("[Model, Input(4), Mse] public partial class Net { [«Dense(2)»] private partial Tensor Head(Tensor x); }",
        "[Dense] stands on a method of 'Net', which is a pipeline", "nothing calls it")]
    [InlineData("[Model, Mse, «Indices(7)»] public partial class Net { private Tensor Forward([Shape(4)] Tensor x) => x; }",
        "[Indices] stands on class 'Net', which has Forward", "beside the [Shape]")]
    public void FG0026_WrongMember(string source, string what, string instead) => Expect.Diagnostic("FG0026", source, what, instead);

    [Theory]
    [InlineData("Tensor «x»", "before 'Tensor x'")]
    [InlineData("[Indices(5)] Tensor «x»", "beside [Indices] before 'Tensor x'")]
    public void FG0027_InputWithoutShape(string parameter, string instead) => Expect.Diagnostic(
        "FG0027", $"[Model, Mse] public partial class Net {{ private Tensor Forward({parameter}) => x; }}", "Input 'x' of model 'Net' has no shape",
        "[Shape(28, 28, 1)]", instead);

    [Theory]
    [InlineData("private double «Forward»([Shape(4)] Tensor x) => Ops.Sum(x);", "is 'double Forward(Tensor x)'")]
    [InlineData("private (Tensor A, double B) «Forward»([Shape(4)] Tensor x) => (x, 1);", "'B' is of type double")]
    [InlineData("private Tensor «Forward»() => new(1);", "takes nothing")]
    [InlineData("private Tensor Forward([Shape(4)] Tensor x, int «token») => x;", "takes 'token' of type int", "[Indices(...)]")]
    [InlineData("private Tensor Forward([Shape(4)] Tensor x, float[] «more») => x;", "takes 'more' of type float[]")]
    [InlineData("private Tensor Forward([Shape(4)] Tensor x) => x; private Tensor «Forward»(Tensor x, Tensor y) => x;", "is declared twice")]
    [InlineData("private Tensor «Forward»<T>([Shape(4)] Tensor x) => x;", "is 'Tensor Forward<T>(Tensor x)'")]
    public void FG0028_ForwardSignature(string forward, string what, string instead = "Tensor Forward([Shape(...)] Tensor x, ...)") =>
        Expect.Diagnostic("FG0028", $"[Model, Mse] public partial class Net {{ {forward} }}", "Forward of model 'Net' must be declared as", what, instead);

    [Fact]
    public void FG0028_NoForwardCallsTheLayers() => Expect.Diagnostic(
        "FG0028", $"[Model, Mse] public partial class «Net» {{ {Head} }}", "is missing", "calls the layer methods");

    [Fact]
    public void FG0029_PipelineAndForward() => Expect.Diagnostic(
        "FG0029", "[Model, Input(4), Dense(2), Mse] public partial class Net { private Tensor «Forward»([Shape(4)] Tensor x) => x; }",
        "Model 'Net' has both stages on the class, [Input, Dense], and a method 'Forward'", "remove Forward");

    [Fact]
    public void APipelineMayHaveAnotherForward() => Expect.NoDiagnostics(
        "[Model, Input(4), Dense(2), Mse] public partial class Net { public void Forward(int messages) { } }");

    [Theory]
    [InlineData("[Model, Mse(Output = «\"Polcy\"»)]", "is of 'Polcy', which is no output; did you mean 'Policy'?")]
    [InlineData("[Model, Mse(Output = «\"Nothing\"»)]", "is of 'Nothing', which is no output;")]
    [InlineData("[Model, «Mse»]", "says not of which output it is; write [Mse(Output = \"Policy\")]")]
    public void FG0031_UnknownOutput(string attributes, string what) => Expect.Diagnostic(
        "FG0031", attributes + " public partial class Net { private (Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor x) => (x, x); }",
        "Loss [Mse] of model 'Net'", what, "the model's outputs: Policy, Value");

    [Fact]
    public void FG0031_OfAPipeline() => Expect.Diagnostic(
        "FG0031", "[Model, Input(4), Mse(Output = «\"Value\"»)] public partial class Net;", "the model's outputs: output");

    [Theory]
    [InlineData("(Tensor Policy, Tensor policy) Forward([Shape(4)] Tensor x)", "output 'Policy' and output 'policy'", "'policy'", "Mse(Output = \"Policy\")")]
    [InlineData("(Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor policy)", "input 'policy' and output 'Policy'", "'policy'")]
    [InlineData("(Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor valueTarget)", "input 'valueTarget' and the target of output 'Value'", "'valueTarget'")]
    [InlineData("(Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor targets)", "input 'targets' and the loss's targets", "'targets'", "Mse(Output = \"Policy\")")]
    [InlineData("(Tensor Policy, Tensor Value) Forward([Shape(4)] Tensor weights)", "input 'weights' and the examples' weights", "'weights'")]
    public void FG0032_DuplicateName(
        string forward, string what, string name, string losses = "Mse(Output = \"Policy\"), Mse(Output = \"Value\")") => Expect.Diagnostic(
        "FG0032", $$"""
        [Model(ExampleWeights = true), {{losses}}]
        public partial class «Net»
        {
            private {{forward}} { Tensor y = Ops.Zeros(new Shape(4)); return (y, y); }
        }
        """, "Model 'Net'", what, $"both be called {name}");

    [Theory]
    [InlineData("FG0018", "«_scale» * x", "the field '_scale'", "make it a const; what is learned is a [Parameter] of a layer")]
    [InlineData("FG0018", "«Scale» * x", "the property 'Scale'", "make it a const")]
    [InlineData("FG0019", "F() * x; } private double F() { object o = «new object()»; return 1", "an allocation (new object)", "'new Tensor(...)'")]
    [InlineData("FG0020", "Again(x); } private Tensor Again(Tensor y) { return «Forward(y)»", "recursion (Forward calls Again calls Forward)", "loop")]
    [InlineData("FG0022", "Ops.«Softmx»(x)", "'Ops.Softmx', which does not exist", "did you mean Ops.Softmax?")]
    [InlineData("FG0022", "Ops.«Relu»(x)", "'Ops.Relu', which does not exist", "did you mean Ops.Maximum(x, 0)?")]
    [InlineData("FG0022", "Ops.«Fourier»(x)", "'Ops.Fourier', which does not exist", "type 'Ops.'")]
    [InlineData("FG0022", "x.«Sum»() * x", "'Tensor.Sum', which does not exist", "did you mean Ops.Sum?")]
    [InlineData("FG0022", "x.«T»", "'Tensor.T', which does not exist", "did you mean Ops.Transpose?")]
    [InlineData("FG0022", "«Softmax»(x)", "'Softmax', which does not exist", "did you mean Ops.Softmax?")]
    [InlineData("FG0022", "«relu»(x)", "'relu', which does not exist", "did you mean Ops.Maximum(x, 0)?")]
    [InlineData("FG0022", "«Math.Sign(1.0)» * x", "'Math.Sign'", "double overloads")]
    [InlineData("FG0023", "«1 / 2» * x", "an integer division as a real number", "1 / (double)2")]
    [InlineData("FG0007", "«x == x» ? x : 2 * x", "the operator of 'x == x'", "write Ops.Equal")]
    [InlineData("FG0007", "Ops.Scan(x, x[0] * x, (a, s) => { «x» = s; return s; })", "an assignment to 'x' from inside a cell", "part of the state")]
    public void FG0018ToFG0023_InForward(string id, string result, string what, string instead) => Expect.Diagnostic(id, $$"""
        [Model, Mse]
        public partial class Net
        {
            private double _scale = 1;
            public double Scale { get; } = 2;
            private Tensor Forward([Shape(4)] Tensor x) { return {{result}}; }
        }
        """, "cannot use", what, instead);

    [Fact]
    public void FG0008_SettingsAndShapes()
    {
        Expect.Diagnostic("FG0008", "[Model(MemoryBudget = «-1»), Input(4), Mse] public partial class Net;", "MemoryBudget of [Model] is -1", "at least 0");
        Expect.Diagnostic("FG0008", "[Model(BatchCapacity = «0»), Input(4), Mse] public partial class Net;", "BatchCapacity of [Model] is 0", "at least 1");
        Expect.Diagnostic("FG0008", "[Model, Input(4), Indices(«0»), Mse] public partial class Net;", "the number of values of [Indices] is 0", "at least 1");
        Expect.Diagnostic("FG0008", "[Model, Input(4), Mse(LossWeight = «double.NaN»)] public partial class Net;", "LossWeight of [Mse] is NaN", "finite");
        Expect.Diagnostic("FG0008", "[Model, Mse] public partial class Net { private Tensor Forward([Shape(4, «0»)] Tensor x) => x; }",
            "a dimension of [Shape] is 0", "at least 1");
    }

    [Theory]
    [InlineData("[Model, Mse] public partial class Net { private Tensor Forward([Shape(4)] Tensor x) => Hed(x); }")]
    [InlineData("[Model, Mse] public partial class Net { [Dens(2)] private partial Tensor Head(Tensor x); private Tensor Forward([Shape(4)] Tensor x) => Head(x); }")]
    [InlineData("[Model, Mse] public partial class Net { [Dense(2)] private partial Tensr Head(Tensor x); private Tensor Forward([Shape(4)] Tensor x) => Head(x); }")]
    [InlineData("[Model, Mse] public partial class Net { private Tensr Forward([Shape(4)] Tensor x) => x; }")]
    [InlineData("[Model, Mse] public partial class Net { private Tensor Forward([Shape(4)] Tensr x) => x; }")]
    public void WhatCSharpReportsIsNotReportedTwice(string source) => Expect.NoDiagnostics(source);

    [Theory]
    [InlineData("[Model, Input(«OutputLength»), Mse] public partial class Net;")]
    [InlineData("[Model, Input(Other.«OutputLength»), Mse] public partial class Net;")]
    [InlineData("[Model(BatchCapacity = Other.«InputLength»), Input(3), Mse] public partial class Net;")]
    [InlineData("[Model, Mse] public partial class Net { [Dense(Other.«InputLength»)] private partial Tensor Head(Tensor x); private Tensor Forward([Shape(4)] Tensor x) => Head(x); }")]
    [InlineData("[Model, Mse] public partial class Net { private Tensor Forward([Shape(Other.«InputLength»)] Tensor x) => x; }")]
    [InlineData("[Model, Mse] public partial class Net { private const int Width = Other.InputLength + 1; private Tensor Forward([Shape(«Width»)] Tensor x) => x; }")]
    [InlineData("[Model, Mse] public partial class Net { private Tensor Forward([Shape(3)] Tensor x) => «OutputLength» * x; }")]
    [InlineData("[Model, Mse] public partial class Net { private Tensor Forward([Shape(3)] Tensor x) => x * «Parameters»[\"a\"].Values[0]; }")]
    [InlineData("public sealed partial class BentAttribute : ActivationAttribute { [Formula] public double Activate(double x) => x / Other.«OutputLength»; } [Model, Input(2), Bent, Mse] public partial class Net;")]
    [InlineData("public sealed partial class BentAttribute : ActivationAttribute { public int Size { get; init; } = Other.«OutputLength»; [Formula] public double Activate(double x) => x / Size; } [Model, Input(2), Bent, Mse] public partial class Net;")]
    public void FG0030_NotThereYet(string source) => Expect.Diagnostic(
        "FG0030", source + " [Model, Input(4), Dense(3), Mse] public partial class Other;", "cannot be used here: the generated", "write the number");

    [Fact]
    public void AModelThatCouldNotBeReadCannotBeMade()
    {
        // The attribute might come from another generator, and be there in the end.
        var result = Expect.NoDiagnostics("[Model, Input(4), Dense(3), Foreign, Mse] public partial class Net;");
        Assert.Contains("error: true", result.Source("Net.g.cs"), StringComparison.Ordinal);
        result = Project.Run(Project.Create("[Model, Input(4), Dense(0), Mse] public partial class Net;"));
        Assert.DoesNotContain("error: true", result.Source("Net.g.cs"), StringComparison.Ordinal);
    }

    private static string Model(string layer, string call = "Head(x)") =>
        $"[Model, Mse] public partial class Net {{ {layer} private Tensor Forward([Shape(4)] Tensor x) => {call}; }}";
}
