namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Somebody writes a first model with <c>Forward</c>, and uses it.</summary>
public class ForwardTests
{
    private const string Usage = """

        public static class Program
        {
            public static void Run()
            {
                var net = new Net(seed: 1);
                var trainer = net.CreateTrainer(batchCapacity: 32);
                trainer.Step(new float[16], new float[1]);
                net.Predict(new float[16], new float[2]);
            }
        }
        """;

    private static string Net(string members, string loss = "Mse") => $"[Model, {loss}, Adam] public partial class Net\n{{\n{members}\n}}";

    [Fact]
    public void ShapesThatDoNotMeet() => User.Reads(
        Net("""
            [Dense(8)] private partial Tensor Narrow(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => «x + Narrow(x)»;
            """) + Usage,
        ("FG0049", "Forward of model 'Net': element by element, 16 and 8 don't go together; x is 16 (the input) and Narrow(x) is 8 (from Narrow)"));

    [Fact]
    public void AnImageIntoADenseLayer() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(28, 28, 1)] Tensor image)
            {
                Tensor light = Ops.Sigmoid(image);
                return «Head(light)»;
            }
            """, "CrossEntropy"),
        ("FG0049", "Forward of model 'Net': Head, [Dense(10)]: MatMul of 28×28×1 and 1×10: vectors and matrices are multiplied; x is 28×28×1 (from light, "
        + "Sigmoid of the input) and weight is 1×10 (parameter Head.Weight)"));

    [Fact]
    public void AMatrixOfTheWrongHeight() => User.Reads("""
        public sealed partial class MixAttribute : LayerAttribute
        {
            private Shape Rule(Shape x) => new(x.Length, 3);
            [Formula] public Tensor Forward(Tensor x, [Parameter(nameof(Rule)), KaimingUniform] Tensor weight) => Ops.MatMul(x, weight);
        }

        """ + Net("""
            [Mix] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(28, 28)] Tensor image) => «Head(image)»;
            """),
        ("FG0049", "Forward of model 'Net': Head, [Mix]: MatMul of 28×28 and 784×3: 28 and 784 must be the same ([Flatten] before the layer, or Ops.Flatten, "
        + "makes 784 of 28×28); x is 28×28 (the input) and weight is 784×3 (parameter Head.Weight)"));

    [Fact]
    public void ASharedLayerWithAnotherShape() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor Stem(Tensor x);
            [Dense(10)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => Head(x) + «Head(Stem(x))»;
            """),
        ("FG0049", "Forward of model 'Net': Head, [Dense(10)]: called before, its Head.Weight is 16×10; here it would be 10×10, and a shared layer has one"));

    [Fact]
    public void MoreThanThereIs() => User.Reads(
        Net("""
            [Dense(4)] private partial Tensor Stem(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => «Ops.Slice(Stem(x), 0, 2, 4)»;
            """),
        ("FG0049", "Forward of model 'Net': Slice of 4 elements from 2 on, along axis 0 of 4, which has 4; Stem(x) is 4 (from Stem)"));

    [Fact]
    public void RealNumbersAsTokens() => User.Reads(
        Net("""
            [Embedding(100, 8)] private partial Tensor Words(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(16)] Tensor tokens) => Head(Ops.Flatten(«Words(tokens)»));
            """),
        ("FG0049", "Forward of model 'Net': Words, [Embedding(100, 8)]: Gather by numbers that are not known to be indices: they come from an input marked "
        + "[Indices(count)], a label, Ops.ArgMax, Ops.Indices or whole constants; table is 100×8 (parameter Words.Table) and indices is 16 (the input)"));

    [Fact]
    public void AnOutputOfNothing() => User.Reads(
        Net("""
            [Dense(4)] private partial Tensor Stem(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => Stem(Ops.Zeros(new Shape(16)));
            """).Replace("class Net", "class «Net»", StringComparison.Ordinal),
        ("FG0049", "Forward of model 'Net': output 'output' does not depend on an input"));

    [Fact]
    public void NoShape() => User.Reads(
        Net("""
            [Dense(16)] private partial Tensor Block(Tensor x);
            private Tensor Forward(Tensor «x») => Block(x);
            """) + Usage,
        ("FG0027", "Input 'x' of model 'Net' has no shape; write the lengths of one example's axes, [Shape(28, 28, 1)] before 'Tensor x'"));

    [Fact]
    public void APipelineAndForward() => User.Reads("""
        [Model, Input(16), Mse, Adam] public partial class Net
        {
            [Dense(16)] private partial Tensor Block(Tensor x);
            private Tensor «Forward»([Shape(16)] Tensor x) => Block(x);
        }
        """,
        ("FG0029", "Model 'Net' has both stages on the class, [Input], and a method 'Forward', and only one can say what it computes; make each stage a partial "
        + "method that Forward calls, '[Dense(10)] private partial Tensor Head(Tensor x);', or remove Forward"));

    [Fact]
    public void AFieldOfTheModel() => User.Reads(
        Net("""
            private readonly int _times = 3;
            [Dense(16)] private partial Tensor Block(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x)
            {
                for (int i = 0; i < «_times»; i++)
                    x = Block(x);
                return x;
            }
            """) + Usage,
        ("FG0018", "Formula 'Net.Forward' cannot use the field '_times', whose value is not known when compiled; make it a const; what is learned is a "
        + "[Parameter] of a layer"));

    [Fact]
    public void AGenericForward() => User.Reads(
        Net("""
            [Dense(16)] private partial Tensor Block(Tensor x);
            private Tensor «Forward»<T>([Shape(16)] Tensor x) => Block(x);
            """),
        ("FG0028", "Forward of model 'Net' must be declared as 'Tensor Forward([Shape(...)] Tensor x, ...)', or with a tuple of tensors as its result, but it is "
        + "'Tensor Forward<T>(Tensor x)'"));

    [Fact]
    public void SettingsOutOfRangeEverywhere() => User.Reads("""
        [Model(MemoryBudget = «-1», BatchCapacity = «0», Precision = «(Precision)7»), Mse(LossWeight = «double.NaN»), Adam(LearningRate = «-1»)]
        public partial class Net
        {
            [Dropout(«1.5»)] private partial Tensor Drop(Tensor x);
            [BatchNorm(Momentum = «-1»)] private partial Tensor Norm(Tensor x);
            private Tensor Forward([Shape(«0»)] Tensor x, [Shape(3), Indices(«0»)] Tensor y) => Drop(Norm(x));
        }
        """,
        ("FG0008", "MemoryBudget of [Model] is -1, but must be at least 0"),
        ("FG0008", "BatchCapacity of [Model] is 0, but must be at least 1"),
        ("FG0008", "Precision of [Model] is 7, but must be Precision.Single or Precision.Double"),
        ("FG0008", "LossWeight of [Mse] is NaN, but must be finite"),
        ("FG0008", "LearningRate of [Adam] is -1, but must be at least 0"),
        ("FG0008", "Probability of [Dropout] is 1.5, but must be at least 0 and at most 1"),
        ("FG0008", "Momentum of [BatchNorm] is -1, but must be at least 0 and at most 1"),
        ("FG0008", "a dimension of [Shape] is 0, but must be at least 1"),
        ("FG0008", "the number of values of [Indices] is 0, but must be at least 1"));

    [Fact]
    public void ALayerThatIsForgotten() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor Head(Tensor x);
            [«Dense(10)»] private partial Tensor Spare(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => Head(x);
            """),
        ("FG0037", "Layer 'Spare' of model 'Net' is never called from Forward; call it, or remove it"));

    [Fact]
    public void SoftmaxBeforeCrossEntropy() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => Ops.LogSoftmax(Head(x));
            """, "«CrossEntropy»"),
        ("FG0040", "Loss [CrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but output 'output' gives numbers of at most "
        + "0; give the loss the value from before it is squashed"));

    [Fact]
    public void ProbabilitiesBesideLogitsAreAsTheyShouldBe() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor Head(Tensor x);
            [Softmax] private partial Tensor Scores(Tensor x);
            private (Tensor Logits, Tensor Probabilities) Forward([Shape(16)] Tensor x)
            {
                Tensor logits = Head(x);
                return (logits, Scores(logits));
            }
            """, "CrossEntropy(Output = \"Logits\")"));

    [Fact]
    public void ALossOfTheWrongOutput() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor Head(Tensor x);
            [«LogSoftmax»] private partial Tensor Scores(Tensor x);
            private (Tensor Logits, Tensor Probabilities) Forward([Shape(16)] Tensor x)
            {
                Tensor logits = Head(x);
                return (logits, Scores(logits));
            }
            """, "CrossEntropy(Output = \"Probabilities\")"),
        ("FG0040", "Loss [CrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [LogSoftmax] gives numbers of at most 0; "
        + "remove [LogSoftmax]"));

    [Fact]
    public void AHeadWithoutALoss() => User.Reads(
        Net("""
            [Dense(10)] private partial Tensor First(Tensor x);
            [Dense(1)] private partial Tensor Second(Tensor x);
            private (Tensor Policy, Tensor Value) Forward([Shape(16)] Tensor x) => (First(x), Second(x));
            """, "Mse(Output = \"Value\")").Replace("class Net", "class «Net»", StringComparison.Ordinal),
        ("FG0038", "No loss reads output 'Policy' of model 'Net', so First.Weight and First.Bias never learn; add a loss with Output = \"Policy\", or disable "
        + "FG0038 if that is meant"));

    [Fact]
    public void AStopOnTheOnlyWay() => User.Reads(
        Net("""
            [«Dense(10)»] private partial Tensor Stem(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => Head(Ops.StopGradient(Stem(x)));
            """),
        ("FG0035", "Stem.Weight and Stem.Bias of model 'Net' never learn: the gradient is 0 everywhere, because the loss sees them only through "
        + "Ops.StopGradient"));

    [Fact]
    public void AnIndexOnTheOnlyWay() => User.Reads(
        Net("""
            [«Dense(4)»] private partial Tensor Stem(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x) => Head(Ops.ArgMax(Stem(x), 0, true));
            """),
        ("FG0035", "Stem.Weight and Stem.Bias of model 'Net' never learn: the gradient is 0 everywhere, because the loss sees them only through Ops.ArgMax, whose "
        + "result is an index"));

    [Fact]
    public void AWayAroundTheStopIsEnough() => User.Reads(
        Net("""
            [Dense(4)] private partial Tensor Stem(Tensor x);
            [Dense(1)] private partial Tensor Head(Tensor x);
            private Tensor Forward([Shape(16)] Tensor x)
            {
                Tensor h = Stem(x);
                return Head(Ops.Softmax(h) * Ops.StopGradient(h) + Ops.Gather(h, Ops.ArgMax(h, 0, true)));
            }
            """));

    [Fact]
    public void MemoryThatIsNotThere() => User.Reads("""
        [Model(MemoryBudget = 100_000, BatchCapacity = 320), Input(64), Dense(128), Relu, Dense(10), CrossEntropy, Adam]
        public partial class «Net»;
        [Model(MemoryBudget = 1_000_000, BatchCapacity = 320), Input(64), Dense(128), Relu, Dense(10), CrossEntropy, Adam]
        public partial class Roomy;
        """,
        // Relu1 is 128 floats of 320 examples, 16 floats apart: 144·4·320 = 184320 bytes; the parameters are 64·128 + 128 + 128·10 + 10 floats.
        // An example is 64 + 144 + 16 + 16 + 144 + 1 + 10 floats, 1580 bytes; 64474 bytes do not depend on how many there are.
        ("FG0042", "A trainer of model 'Net' needs 570.07 KB at a capacity of 320, but MemoryBudget is 100 KB; most of it are Relu1 184.32 KB, Dense1 gradient "
        + "184.32 KB, gradients of the parameters 38.44 KB; lower BatchCapacity to 22, or raise the budget"));

    [Fact]
    public void KeptAndNeverChanged() => User.Reads("""
        public sealed partial class KeepAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor x, [Buffer, Zeros] ref Tensor «mean», [State, Zeros] ref Tensor «last») => x - mean + last;
        }
        """,
        ("FG0039", "[Keep] never assigns its buffer 'mean', which stays as it starts; assign it, or write the number itself"),
        ("FG0039", "[Keep] never assigns its state 'last', which stays as it starts, so nothing is carried from call to call; assign it, or remove it"));

    [Fact]
    public void WrittenAndNeverRead() => User.Reads("""
        public sealed partial class KeepAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor x, [State, Zeros] ref Tensor «last») { last = x; return 2 * x; }
        }
        """,
        ("FG0037", "[Keep] never reads its state 'last'; read what the call before left there, or make it a local"));
}
