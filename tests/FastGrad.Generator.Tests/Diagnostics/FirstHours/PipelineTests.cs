namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Somebody writes a first pipeline.</summary>
public class PipelineTests
{
    [Fact]
    public void ALabelToIgnoreOfARegression() => User.Reads(
        "[Model, Input(4), Dense(3), Mse(IgnoreLabel = «-100»), Adam] public partial class Net;",
        ("FG0052", "IgnoreLabel of [Mse] says which label of model 'Net' does not count, but this loss takes one target for each output; remove it, or "
        + "take a loss of labels, such as [CrossEntropy]"));

    [Fact]
    public void WeightsOfFewerClasses() => User.Reads(
        "[Model, Input(4), Dense(10), «CrossEntropy(ClassWeights = new[] { 1, 2, 0.5 })», Adam] public partial class Net;",
        ("FG0011", "Stage [CrossEntropy(ClassWeights = [1, 2, 0.5])] of model 'Net': ClassWeights has 3 numbers, where 10 are needed"));

    private const string Usage = """

        public static class Program
        {
            public static void Run()
            {
                var net = new Net(seed: 1);
                var trainer = net.CreateTrainer(batchCapacity: 32);
                trainer.Step(new float[4], new int[1]);
                net.Predict(new float[4], new float[2]);
                System.Console.WriteLine(Net.InputLength + net.Parameters.Count);
            }
        }
        """;

    [Fact]
    public void ClassesForOneOutput() => User.Reads(
        "[Model, Input(4), Dense(1), «CrossEntropy», Adam] public partial class Net;" + Usage,
        ("FG0006", "Loss [CrossEntropy] of model 'Net' needs one score per class, so a vector of at least 2, but got 1; give the last layer one output per "
        + "class, two for yes and no"));

    [Fact]
    public void AnImageIntoADenseLayer() => User.Reads(
        "[Model, Input(28, 28), Dense(10), «CrossEntropy», Adam] public partial class Net;" + Usage,
        ("FG0006", "Loss [CrossEntropy] of model 'Net' needs one score per class, so a vector of at least 2, but got 28×10; put [Flatten] before the last "
        + "layer, or Ops.Flatten around what it gets"));

    [Fact]
    public void AnImageWithChannelsIntoADenseLayer() => User.Reads(
        "[Model, Input(28, 28, 1), «Dense(10)», CrossEntropy, Adam] public partial class Net;" + Usage,
        ("FG0011", "Stage [Dense(10)] of model 'Net': MatMul of 28×28×1 and 1×10: vectors and matrices are multiplied; x is 28×28×1 (the input) and weight "
        + "is 1×10 (parameter Dense1.Weight)"));

    [Fact]
    public void NoModelAttribute() => User.Reads(
        "[«Input(4)», Dense(2), CrossEntropy, Adam] public partial class Net;",
        ("FG0043", "[Input] stands on class 'Net', but 'Net' is no model; mark it [Model]"));

    [Fact]
    public void NotPartial() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam] public class «Net» { }",
        ("FG0001", "'Net' must be declared partial, so that the generated part of model 'Net' can join it"));

    [Fact]
    public void Generic() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam] public partial class «Net»<T> { }",
        ("FG0002", "Model 'Net' is generic, but a model must be an ordinary class: remove its type parameters; shapes and types are fixed when compiled"));

    [Fact]
    public void ARecord() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam] public partial record «Net»;",
        ("FG0002", "Model 'Net' is a record, but a model must be an ordinary class: write 'partial class'; comparing models by value would compare "
        + "all their weights"));

    [Fact]
    public void AFileLocalClass() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam] file partial class «Net»;",
        ("FG0002", "Model 'Net' is file-local, but a model must be an ordinary class: remove 'file'; the generated part stands in another file"));

    [Fact]
    public void AConstructorOfOnesOwn() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam] public partial class Net { public «Net»(string name) { } }",
        ("FG0017", "This constructor of model 'Net' must begin with ': this(seed)', because the generated constructor makes its parameters"));

    [Fact]
    public void AMemberWithAGeneratedName() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam] public partial class Net { public int «Trainer»; }",
        ("FG0009", "Member 'Trainer' of model 'Net' collides with the generated class 'Trainer'; rename it"));

    [Fact]
    public void ALayerOfNoUnits() => User.Reads(
        "[Model, Input(4), Dense(«0»), CrossEntropy, Adam] public partial class Net;" + Usage,
        ("FG0008", "Units of [Dense] is 0, but must be at least 1"));

    [Fact]
    public void ANegativeDimension() => User.Reads(
        "[Model, Input(«-4»), Dense(2), Mse, Adam] public partial class Net;",
        ("FG0008", "a dimension of [Input] is -4, but must be at least 1"));

    [Fact]
    public void AnInfiniteLearningRate() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam(LearningRate = «double.PositiveInfinity»)] public partial class Net;",
        ("FG0008", "LearningRate of [Adam] is Infinity, but must be finite"));

    [Fact]
    public void ALayerLargerThanMemory() => User.Reads(
        "[Model, Input(100_000), «Dense(100_000)», CrossEntropy, Adam] public partial class Net;" + Usage,
        ("FG0044", "Dense1.Weight of model 'Net' is 100000×100000, which is 10000000000 numbers, but at most 2147483647 are possible; make it smaller"));

    [Fact]
    public void LayersLargerThanMemoryTogether() => User.Reads(
        "[Model, Input(10_000), Dense(100_000), Dense(10_000), Dense(100_000), CrossEntropy, Adam] public partial class «Net»;" + Usage,
        ("FG0044", "Model 'Net' has 3000210000 trained numbers, but at most 2147483647 are possible; make it smaller"));

    [Fact]
    public void TwoOptimizers() => User.Reads(
        "[Model, Input(4), Dense(2), Mse, Adam, «Sgd»] public partial class Net;",
        ("FG0014", "Model 'Net' has two optimizers, [Adam] and [Sgd]; keep one"));

    [Fact]
    public void StagesOnTwoParts() => User.Reads(
        "[Model, Input(4)] public partial class Net; [«Dense(3)», Mse] public partial class Net;",
        ("FG0003", "Model 'Net' has [Input] on one part and [Dense] on another, and the order of attributes across parts is undefined; "
        + "move all stages to one part"));

    [Fact]
    public void NoOptimizer() => User.Reads(
        "[Model, Input(4), Dense(2), Mse] public partial class Net; public static class P { public static object Run() => «new Net().CreateTrainer(2)»; }",
        ("CS0619", "'Net.CreateTrainer(int, TrainerOptions?)' is obsolete: 'Net declares no optimizer: add one to the class, such as [Adam], or name one "
        + "here, CreateTrainer<Adam>(batchCapacity)'"));

    [Fact]
    public void NoLoss() => User.Reads(
        "[Model, Input(4), Dense(2), Adam] public partial class «Net»;",
        ("FG0005", "Model 'Net' needs a loss, but it has none; add one, such as [Mse] or [CrossEntropy]"));

    [Fact]
    public void AnotherNamespaceCalledFastGrad() => User.Reads("""
        namespace Mine.FastGrad
        {
            [Model, Input(4), Dense(2), Mse, Adam] public partial class Net;
            public class User { public static object Run() => new Net(3).CreateTrainer(2); }
        }
        """);

    [Fact]
    public void ThroughAnAlias() => User.Reads(
        "using FG = FastGrad; [FG.Model, FG.Input(4), FG.Dense(2), FG.Mse, FG.Adam] public partial class Net;");

    [Fact]
    public void InsideAnAsyncMethod() => User.Reads("""
        [Model, Input(4), Dense(2), Mse, Adam]
        public partial class Net
        {
            public async System.Threading.Tasks.Task<float> Learn()
            {
                var trainer = CreateTrainer(8);
                await System.Threading.Tasks.Task.Yield();
                return trainer.Step(new float[4], new float[2]);
            }
        }
        """);

    [Fact]
    public void AnInitialiserBeforeItsLayer() => User.Reads(
        "[Model, Input(4), «XavierNormal», Dense(2), CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[XavierNormal] starts no parameter: no layer stands right before it; write it right after the layer whose parameters it is for"));

    [Fact]
    public void AnInitialiserOfAMisspeltParameter() => User.Reads(
        "[Model, Input(4), Dense(2), Constant(0.1, Parameter = «\"Biass\"»), CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[Constant] starts no parameter: [Dense] has no parameter 'Biass', only Weight and Bias; did you mean 'Bias'?"));

    [Fact]
    public void AnInitialiserOfALayerWithoutMatrices() => User.Reads(
        "[Model, Input(4), LayerNorm, «Orthogonal», Dense(2), CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[Orthogonal] starts no parameter: [LayerNorm] has no matrix left for it, and one that names no parameter is for matrices; "
        + "write Parameter = \"...\" in it, or remove it"));

    [Fact]
    public void TwoInitialisers() => User.Reads(
        "[Model, Input(4), Dense(2), «Orthogonal», XavierNormal, CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[Orthogonal] starts no parameter: [Dense(2)] is given another for the same after it; keep one"));

    [Fact]
    public void AnInitialiserOfAParameterThatIsNotThere() => User.Reads(
        "[Model, Input(4), Dense(3, Bias = false), «Constant(0.7, Parameter = \"Bias\")», Relu, Dense(2), CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[Constant] starts no parameter: [Dense(3, Bias = false)] has no Bias as it is set; remove it"));

    [Fact]
    public void AnOrthogonalVector() => User.Reads(
        "[Model, Input(4), Dense(2), «Orthogonal(Parameter = \"Bias\")», CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[Orthogonal] starts no parameter: Bias of [Dense(2)] has one axis, and [Orthogonal] is for parameters of at least two; "
        + "name another, or take another initialiser"));

    [Fact]
    public void AnOrthogonalNumber() => User.Reads(
        "[Model, Input(4), Dense(2), PRelu, «Orthogonal(Parameter = \"Slope\")», CrossEntropy, Adam] public partial class Net;",
        ("FG0060", "[Orthogonal] starts no parameter: Slope of [PRelu] has no axis, and [Orthogonal] is for parameters of at least two; "
        + "name another, or take another initialiser"));

    [Fact]
    public void AGainThatVanishes() => User.Reads(
        "[Model, Input(4), Dense(3), «LeakyRelu(Slope = 1e200)», Dense(2), CrossEntropy, Adam] public partial class Net;",
        ("FG0011", "Stage [LeakyRelu(Slope = 1E+200)] of model 'Net': its gain is 0, but a gain is above 0 and finite"));

    [Theory]
    [InlineData("1 / (Power - Power)", "its gain is Infinity, but a gain is above 0 and finite")]
    [InlineData("Power - 3", "its gain is -1, but a gain is above 0 and finite")]
    [InlineData("Sum()", "its gain is unknown: Own runs more than 100000 steps when compiled; is a loop's bound fixed?")]
    public void AGainThatIsNone(string gain, string message) => User.Reads($$"""
        [Gain(nameof(Keeps))]
        public sealed partial class OwnAttribute : ActivationAttribute
        {
            public double Power { get; init; } = 2;
            [Formula] public double Activate(double x) => Power * x;
            private double Keeps() => {{gain}};
            private double Sum()
            {
                double sum = 0;
                for (int i = 0; i < 200000; i++)
                    sum += 1;
                return sum;
            }
        }
        [Model, Input(4), Dense(3), «Own», Dense(2), CrossEntropy, Adam] public partial class Net;
        """, ("FG0011", $"Stage [Own] of model 'Net': {message}"));

    [Fact]
    public void AnInitialiserOutOfRange() => User.Reads(
        "[Model, Input(4), Dense(2), Normal(Deviation = «-1»), CrossEntropy, Adam] public partial class Net;",
        ("FG0008", "Deviation of [Normal] is -1, but must be at least 0"));

    [Theory]
    [InlineData("Uniform(1, «0»)")]
    [InlineData("Uniform(maximum: «0», minimum: 1)")]
    public void AnInitialiserWithItsEndsExchanged(string initializer) => User.Reads(
        $"[Model, Input(4), Dense(2), {initializer}, CrossEntropy, Adam] public partial class Net;",
        ("FG0008", "Maximum of [Uniform] is 0, but must be at least Minimum, 1"));

    [Fact]
    public void AFactorOutOfRange() => User.Reads(
        "[Model, Input(4), Dense(2, LearningRateFactor = «-0.5»), CrossEntropy, Adam] public partial class Net;",
        ("FG0008", "LearningRateFactor of [Dense] is -0.5, but must be at least 0 and finite"));

    [Fact]
    public void FrozenWithoutParameters() => User.Reads(
        "[Model, Input(4), Dense(3), «Relu(Frozen = true)», Dense(2), CrossEntropy, Adam] public partial class Net;",
        ("FG0062", "[Relu] learns nothing, so that LearningRateFactor, DecayFactor, DecayAll and Frozen mean nothing on it; remove them"));

    [Fact]
    public void EverythingFrozen() => User.Reads(
        "[Model, Input(4), Dense(3, Frozen = true), Relu, Dense(2, Frozen = true), CrossEntropy, Adam] public partial class «Net»;",
        ("FG0061", "Model 'Net' learns nothing, because all that it could learn is frozen (Dense1 and Dense2); leave a layer free, or ask for what "
        + "training still gives with [Model(InputGradient = true)]"));
}
