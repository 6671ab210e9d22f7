using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

public class CollisionTests
{
    [Theory]
    [InlineData("public int «InputLength» => 4;", "'InputLength'")]
    [InlineData("public const int «OutputLength» = 2;", "'OutputLength'")]
    [InlineData("private int «ParameterCount»() => 1;", "'ParameterCount'")]
    [InlineData("public object? «Parameters»;", "'Parameters'")]
    [InlineData("public void «Predict»(ReadOnlySpan<float> x, Span<float> y) { }", "method 'Predict'")]
    [InlineData("public int «Predict» { get; set; }", "method 'Predict'")]
    [InlineData("public object «CreatePredictor»(int size) => size;", "method 'CreatePredictor'")]
    [InlineData("public object «CreateTrainer»(int size, TrainerOptions? options) => size;", "method 'CreateTrainer'")]
    [InlineData("public class «Trainer»;", "class 'Trainer'")]
    [InlineData("public class «Predictor»;", "class 'Predictor'")]
    [InlineData("public string «Describe»() => \"\";", "method 'Describe'")]
    [InlineData("public Net «Clone»() => this;", "method 'Clone'")]
    [InlineData("public bool «Clone»;", "method 'Clone'")]
    [InlineData("public void «CopyParametersFrom»(Net net) { }", "method 'CopyParametersFrom'")]
    [InlineData("public void «ResetState»() { }", "method 'ResetState'")]
    [InlineData("public string «Description» => \"\";", "property 'Description'")]
    [InlineData("public int[] «Buffers» = [];", "property 'Buffers'")]
    [InlineData("public long «WorkspaceFixedBytes» => 1;", "constant 'WorkspaceFixedBytes'")]
    [InlineData("private int «_predictor»;", "field '_predictor'")]
    [InlineData("public «Net»(ulong number) { }", "takes the seed")]
    public void FG0009_MemberOfAModel(string member, string generated) => Expect.Diagnostic(
        "FG0009", "[Model, Input(4), Dense(2), Mse] public partial class Net { " + member + " }", "Net", generated, "rename it");

    [Fact]
    public void FG0009_DoublePrecisionTakesOtherSignatures() => Expect.Diagnostic("FG0009", """
        [Model(Precision = Precision.Double), Input(4), Dense(2), Mse]
        public partial class Net
        {
            public void Predict(ReadOnlySpan<float> x, Span<float> y) { }
            public void «Predict»(ReadOnlySpan<double> x, Span<double> y) { }
        }
        """, "Member 'Predict' of model 'Net'");

    [Fact]
    public void FG0009_AProfileHasAName() => Expect.Diagnostic(
        "FG0009", "[Model(Profile = true), Input(4), Dense(2), Mse] public partial class Net { public int «Profile» => 1; }", "Net", "property 'Profile'");

    [Fact]
    public void WithoutAProfileTheNameIsFree() =>
        Expect.NoDiagnostics("[Model, Input(4), Dense(2), Mse] public partial class Net { public int Profile => 1; }");

    [Fact]
    public void OverloadsAreWelcome() => Expect.NoDiagnostics("""
        [Model, Input(4), Dense(2), Mse]
        public partial class Net
        {
            public Net(string path) : this(7) { }
            public float[] Predict(float[] x) => x;
            public object CreateTrainer() => this;
            public object CreateTrainer(string size) => size;
            public object CreatePredictor() => this;
            public string Describe(string language) => language;
            public void ResetState(int example) { }
            public Net Clone(int seed) => this;
            public void CopyParametersFrom(ParameterSet<float> parameters) { }
        }
        """);

    [Theory]
    [InlineData("Trainer")]
    [InlineData("Parameters")]
    public void FG0009_NameOfAModel(string name) => Expect.Diagnostic(
        "FG0009", $"[Model, Input(4), Dense(2), Mse] public partial class «{name}»;", $"Model '{name}'", "generated");

    [Fact]
    public void FG0009_InheritedMember() => Expect.Diagnostic("FG0009", """
        public class Basis { protected int Parameters => 3; private int Program => 4; }
        [Model, Input(4), Dense(2), Mse] public partial class «Net» : Basis;
        """, "'Parameters'", "inherits from 'Basis'");

    [Fact]
    public void FG0009_NameOfACompanion() => Expect.Diagnostic("FG0009", """
        namespace Mine;
        public class Huber;
        public sealed partial class «HuberAttribute» : LossAttribute
        {
            [Formula] public double Loss(double prediction, double target) => Math.Abs(prediction - target);
        }
        """, "Type 'Huber'", "generated for 'HuberAttribute'");

    [Theory]
    [InlineData("StepCount")]
    [InlineData("SlotNames")]
    [InlineData("Prepare")]
    [InlineData("Rule")]
    [InlineData("Allowed")]
    [InlineData("Sign")]
    public void FG0009_MemberOfACompanion(string name) => Expect.Diagnostic("FG0009", $$"""
        public sealed partial class SignAttribute : OptimizerAttribute
        {
            public double «{{name}}» { get; init; } = 1;
            [Formula] public void Update(ref double weight, double gradient) => weight -= {{name}} * gradient;
        }
        """, $"Property '{name}' of 'SignAttribute'", "run-time class 'Sign'");

    [Fact]
    public void ACompanionMayShareANameWithOneElsewhere() => Expect.NoDiagnostics("""
        namespace Mine;
        public sealed partial class AdamAttribute : OptimizerAttribute
        {
            [Formula] public void Update(ref double weight, double gradient) => weight -= LearningRate * gradient;
        }
        """);
}
