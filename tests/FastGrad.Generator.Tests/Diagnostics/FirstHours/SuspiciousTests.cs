namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>What is legal, runs, and learns badly or not at all.</summary>
public class SuspiciousTests
{
    private const string Softmax = """
        public sealed partial class SoftmaxAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor x) => Ops.Softmax(x);
        }

        """;

    private const string LogSoftmax = """
        public sealed partial class LogSoftmaxAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor x) => x - Ops.LogSumExp(x);
        }

        """;

    private const string BinaryCrossEntropy = """
        [TakesLogits]
        public sealed partial class BinaryCrossEntropyAttribute : LossAttribute
        {
            [Formula] public double Loss(double logit, double target) => Math.Max(logit, 0) - logit * target + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
        }

        """;

    private const string OwnSigmoid = """
        public sealed partial class SquashAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => 1 / (1 + Math.Exp(-x));
        }

        """;

    [Fact]
    public void SoftmaxBeforeCrossEntropy() => User.Reads(
        Softmax + "[Model, Input(4), Dense(3), «Softmax», CrossEntropy, Adam] public partial class Net;",
        ("FG0040", "Loss [CrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [Softmax] gives numbers from 0 "
        + "to 1; remove [Softmax]"));

    [Fact]
    public void LogSoftmaxBeforeCrossEntropy() => User.Reads(
        LogSoftmax + "[Model, Input(4), Dense(3), «LogSoftmax», CrossEntropy, Adam] public partial class Net;",
        ("FG0040", "Loss [CrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [LogSoftmax] gives numbers of "
        + "at most 0; remove [LogSoftmax]"));

    [Fact]
    public void SigmoidBeforeALossOfLogits() => User.Reads(
        BinaryCrossEntropy + "[Model, Input(4), Dense(1), «Sigmoid», BinaryCrossEntropy, Adam] public partial class Net;",
        ("FG0040", "Loss [BinaryCrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [Sigmoid] gives numbers "
        + "from 0 to 1; remove [Sigmoid]"));

    [Fact]
    public void ASigmoidOfOnesOwn() => User.Reads(
        OwnSigmoid + BinaryCrossEntropy + "[Model, Input(4), Dense(1), «Squash», BinaryCrossEntropy, Adam] public partial class Net;",
        ("FG0040", "Loss [BinaryCrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [Squash] gives numbers "
        + "from 0 to 1; remove [Squash]"));

    [Fact]
    public void ReluBeforeCrossEntropy() => User.Reads(
        "[Model, Input(4), Dense(3), «Relu», CrossEntropy, Adam] public partial class Net;",
        ("FG0040", "Loss [CrossEntropy] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [Relu] gives numbers of at "
        + "least 0; remove [Relu]"));

    [Fact]
    public void WhatIsInFrontOfTheLastLayerIsNobodysBusiness() => User.Reads(
        Softmax + BinaryCrossEntropy + """
        [Model, Input(4), Dense(3), Softmax, Dense(3), CrossEntropy, Adam] public partial class One;
        [Model, Input(4), Dense(3), Sigmoid, Dense(3), BinaryCrossEntropy, Adam] public partial class Two;
        [Model, Input(4), Dense(3), Relu, Dense(3), Mse, Adam] public partial class Three;
        [Model, Input(4), Dense(3), Sigmoid, Mse, Adam] public partial class Four;
        [Model, Input(4), Dense(3), Softmax, Mse, Adam] public partial class Five;
        [Model, Input(4), CrossEntropy, Adam] public partial class Six;
        """);

    [Fact]
    public void ReluOnARegression() => User.Reads(
        "[Model, Input(4), Dense(1), «Relu», Mse, Adam] public partial class Net;",
        ("FG0041", "Model 'Net' learns numbers, but its output 'output' gives only ones of at least 0 and learns nothing where it stands at that end; "
        + "remove [Relu], or let it be nowhere flat"));

    [Fact]
    public void AClippedOutputOfOnesOwn() => User.Reads("""
        public sealed partial class CapAttribute : ActivationAttribute
        {
            [AtLeast(1)] public double Limit { get; init; } = 6;
            [Formula] public double Activate(double x) => Math.Min(x, Limit);
        }
        [Model, Input(4), Dense(1), «Cap(Limit = 2)», Mse, Adam] public partial class Net;
        """,
        ("FG0041", "Model 'Net' learns numbers, but its output 'output' gives only ones of at most 2 and learns nothing where it stands at that end; "
        + "remove [Cap(Limit = 2)], or let it be nowhere flat"));

    [Fact]
    public void OutputsThatAreNowhereFlatAreAUsualWay() => User.Reads("""
        public sealed partial class SoftplusAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
        }
        public sealed partial class GrowAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => Math.Exp(x);
        }
        public sealed partial class EluAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => x > 0 ? x : Math.Exp(x) - 1;
        }
        public sealed partial class LeakyAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => x > 0 ? x : 0.01 * x;
        }
        public sealed partial class ClipAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => Math.Max(Math.Min(x, 1), -1);
        }
        [Model, Input(4), Dense(1), Softplus, Mse, Adam] public partial class One;
        [Model, Input(4), Dense(1), Grow, Mse, Adam] public partial class Two;
        [Model, Input(4), Dense(1), Elu, Mse, Adam] public partial class Three;
        [Model, Input(4), Dense(1), Leaky, Mse, Adam] public partial class Four;
        [Model, Input(4), Dense(1), Clip, Mse, Adam] public partial class Five;
        [Model, Input(4), Dense(1), Tanh, Mse, Adam] public partial class Six;
        """);

    [Fact]
    public void AStepBetweenLayers() => User.Reads("""
        public sealed partial class StepAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => x > 0 ? 1 : 0;
        }
        [Model, Input(4), «Dense(8)», Step, Dense(2), Mse, Adam] public partial class Net;
        """,
        ("FG0035", "Dense1.Weight and Dense1.Bias of model 'Net' never learn: the gradient is 0 everywhere, because the loss sees them only through a "
        + "condition, which is flat"));

    [Fact]
    public void RoundingBetweenLayers() => User.Reads("""
        public sealed partial class RoundAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => Math.Floor(x + 0.5);
        }
        [Model, Input(4), «Dense(8)», Tanh, «Dense(8)», Round, Dense(2), Mse, Adam] public partial class Net;
        """,
        ("FG0035", "Dense1.Weight and Dense1.Bias of model 'Net' never learn: the gradient is 0 everywhere, because the loss sees them only through "
        + "Floor, which is flat"),
        ("FG0035", "Dense2.Weight and Dense2.Bias of model 'Net' never learn: the gradient is 0 everywhere, because the loss sees them only through "
        + "Floor, which is flat"));

    [Fact]
    public void AnAccuracyAsALoss() => User.Reads("""
        public sealed partial class AccuracyAttribute : LossAttribute
        {
            [Formula] public double Loss(double prediction, double target) => (prediction > 0.5) == (target > 0.5) ? 0 : 1;
        }
        [Model, Input(4), Dense(1), «Accuracy», Adam] public partial class Net;
        """,
        ("FG0035", "Model 'Net' never learns: the gradient is 0 everywhere, because [Accuracy] sees the output only through a condition, which is flat"));

    [Fact]
    public void ALossThatLooksAway() => User.Reads("""
        public sealed partial class EnergyAttribute : LossAttribute
        {
            [Formula] public double Loss(double prediction, double target) => target * target;
        }
        public sealed partial class SizeAttribute : LossAttribute
        {
            [Formula] public double Loss(Tensor output, Tensor target) => Ops.Sum(target);
        }
        public sealed partial class OneAttribute : LossAttribute
        {
            [Formula] public double Loss(Tensor output, Tensor target) => 1;
        }
        [Model, Input(4), Dense(1), «Energy», Adam] public partial class First;
        [Model, Input(4), Dense(1), «Size», Adam] public partial class Second;
        [Model, Input(4), Dense(1), «One», Adam] public partial class Third;
        """,
        ("FG0036", "Loss [Energy] of model 'First' is the same whatever output 'output' is, so there is nothing to learn; compute it from the output"),
        ("FG0036", "Loss [Size] of model 'Second' is the same whatever output 'output' is, so there is nothing to learn; compute it from the output"),
        ("FG0036", "Loss [One] of model 'Third' is the same whatever output 'output' is, so there is nothing to learn; compute it from the output"));

    [Fact]
    public void AParameterThatIsForgotten() => User.Reads("""
        public sealed partial class ShiftAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor x, [Parameter, Zeros] Tensor bias, [Parameter, Ones] Tensor «scale») => x + bias;
        }
        """,
        ("FG0037", "[Shift] never uses its parameter 'scale'; use it, or remove it: it would take memory and never learn"));

    [Fact]
    public void AResultThatIsForgotten() => User.Reads("""
        public sealed partial class ShiftAttribute : LayerAttribute
        {
            [Formula]
            public Tensor Forward(Tensor x, [Parameter, Zeros] Tensor bias)
            {
                Tensor shifted = x + bias;
                return Ops.Sigmoid(x);
            }
        }
        [Model, Input(4), Dense(2), «Shift», Mse, Adam] public partial class Net;
        """,
        ("FG0037", "Nothing that model 'Net' gives depends on Shift1.Bias; use the value that is computed with it, or remove it"));

    [Fact]
    public void ALayerThatLooksAway() => User.Reads("""
        public sealed partial class TableAttribute : LayerAttribute
        {
            [Formula] public Tensor Forward(Tensor «x», [Parameter, Zeros] Tensor table) => table * 2;
        }
        """,
        ("FG0037", "[Table] never uses its input 'x'; compute with 'x'"));

    [Fact]
    public void AWarningIsSilencedWhereItIsMeant() => User.Reads("""
        #pragma warning disable FG0041 // counts are never below 0
        [Model, Input(4), Dense(1), Relu, Mse, Adam] public partial class Net;
        #pragma warning restore FG0041
        [Model, Input(4), Dense(1), «Relu», Mse, Adam] public partial class Other;
        """,
        ("FG0041", "Model 'Other' learns numbers, but its output 'output' gives only ones of at least 0 and learns nothing where it stands at that end; "
        + "remove [Relu], or let it be nowhere flat"));
}
