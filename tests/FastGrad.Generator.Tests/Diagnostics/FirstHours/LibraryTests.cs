using System.Globalization;

namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>Which of the library's activations before which of its losses are worth a word.</summary>
public class LibraryTests
{
    [Theory]
    [InlineData("BinaryCrossEntropyWithLogits", "Sigmoid", "from 0 to 1")]
    [InlineData("BinaryCrossEntropyWithLogits", "HardSigmoid", "from 0 to 1")]
    [InlineData("BinaryCrossEntropyWithLogits", "Relu", "of at least 0")]
    [InlineData("BinaryFocal", "Sigmoid", "from 0 to 1")]
    [InlineData("BinaryFocal", "Tanh", "from -1 to 1")]
    [InlineData("Adversarial(AdversarialKind.NonSaturating)", "Sigmoid", "from 0 to 1")]
    [InlineData("Adversarial(AdversarialKind.Wasserstein)", "HardTanh", "from -1 to 1")]
    [InlineData("CrossEntropy", "Relu6", "from 0 to 6")]
    [InlineData("CrossEntropy", "Elu", "of at least -1")]
    [InlineData("CrossEntropy", "Softplus", "of at least 0")]
    public void ALossOfLogitsWantsThemUnsquashed(string loss, string activation, string range) => User.Reads(
        $"[Model, Input(4), Dense(3), «{activation}», {loss}, Adam] public partial class Net;",
        ("FG0040", $"Loss [{loss.Split('(')[0]}] of model 'Net' takes logits, numbers of any size, and squashes them itself, but [{activation}] "
        + $"gives numbers {range}; remove [{activation}]"));

    [Theory]
    [InlineData("Rmse")]
    [InlineData("Dice(OverBatch = true)")]
    [InlineData("Jaccard(OverBatch = true)")]
    public void ALossOfTheBatchHasNoTermsToWeighOrToSum(string loss)
    {
        User.Reads(
            $"[Model(ExampleWeights = true), Input(4), Dense(3), «{loss}», Adam] public partial class Net;",
            ("FG0011", $"Stage [{loss}] of model 'Net': it looks at the batch as a whole, where weights of examples "
            + "have nothing to weigh; remove ExampleWeights, or take a loss of each example"));
        string summed = loss.Contains('(') ? loss.Replace(")", ", Reduction = Reduction.Sum)") : loss + "(Reduction = Reduction.Sum)";
        string message = Assert.Single(User.Build($"[Model, Input(4), Dense(3), {summed}, Adam] public partial class Net;")).GetMessage(CultureInfo.InvariantCulture);
        Assert.EndsWith("so that no example has a term of its own; remove Reduction = Reduction.Sum", message);
    }

    [Theory]
    [InlineData("Relu", "Huber", "at least 0")]
    [InlineData("Relu", "Hinge", "at least 0")]
    [InlineData("HardSwish", "Mae", "at least -3")]
    public void ARegressionThatEnds(string activation, string loss, string range) => User.Reads(
        $"[Model, Input(4), Dense(1), «{activation}», {loss}, Adam] public partial class Net;",
        ("FG0041", $"Model 'Net' learns numbers, but its output 'output' gives only ones of {range} and learns nothing where it stands at that end; "
        + $"remove [{activation}], or let it be nowhere flat"));

    [Theory]
    [InlineData("Sigmoid, BinaryCrossEntropy")]
    [InlineData("Sigmoid, Dice")]
    [InlineData("Softmax, Jaccard(OverBatch = true)")]
    [InlineData("HardSigmoid, Mse")]
    [InlineData("LogSoftmax, KullbackLeibler")]
    [InlineData("Softplus, PoissonNll(LogInput = false)")]
    [InlineData("Softplus(Beta = 2), Msle")]
    [InlineData("Tanh, Hinge")]
    [InlineData("Elu, Huber")]
    [InlineData("LeakyRelu, Quantile(Tau = 0.9)")]
    [InlineData("Gelu, CrossEntropy")]
    [InlineData("Silu, Adversarial(AdversarialKind.LeastSquares)")]
    [InlineData("Mish, BinaryCrossEntropyWithLogits")]
    [InlineData("PRelu, Rmse")]
    [InlineData("CosineLoss")]
    [InlineData("BinaryFocal")]
    [InlineData("SmoothL1(Beta = 0)")]
    public void WhatIsMeant(string last) => User.Reads($"[Model, Input(4), Dense(3), {last}, Adam] public partial class Net;");

    [Theory]
    [InlineData("Quantile(Tau = 1)", "Tau", "1", "above 0 and below 1")]
    [InlineData("Huber(Delta = 0)", "Delta", "0", "above 0")]
    [InlineData("BinaryFocal(Alpha = 1.5)", "Alpha", "1.5", "at least 0 and at most 1")]
    [InlineData("Dice(Smooth = 0)", "Smooth", "0", "above 0")]
    public void OutOfRange(string loss, string setting, string value, string range)
    {
        string message = Assert.Single(User.Build($"[Model, Input(4), Dense(3), {loss}, Adam] public partial class Net;"))
            .GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains(setting, message, StringComparison.Ordinal);
        Assert.Contains(value, message, StringComparison.Ordinal);
        Assert.Contains(range, message, StringComparison.Ordinal);
    }
}
