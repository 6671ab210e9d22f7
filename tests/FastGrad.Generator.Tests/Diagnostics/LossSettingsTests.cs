using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>What a loss is told besides its formula, and numbers of which there are several.</summary>
public class LossSettingsTests
{
    private const string Weighted = """
        public sealed partial class WeightedAttribute : LossAttribute
        {
            [AtLeast(0), Below(10)] public double[]? Weights { get; init; }

            [Formula]
            public double Loss(Tensor output, int label) => Weights == null ? -output[label] : -output[label] * new Tensor(output.Shape, Weights)[label];
        }

        """;

    [Theory]
    [InlineData("Weights = «new[] { 1, -1.0, 2 }»", "Element 1 of Weights of [Weighted] is -1, but must be at least 0 and below 10")]
    [InlineData("Weights = «new double[] { 1, 1, 10 }»", "Element 2 of Weights of [Weighted] is 10, but must be at least 0 and below 10")]
    [InlineData("Weights = «new[] { double.NaN, 1, 1 }»", "Element 0 of Weights of [Weighted] is NaN, but must be at least 0 and below 10")]
    [InlineData("Weights = «new double[0]»", "Weights of [Weighted] is empty, but must be null or at least one number")]
    [InlineData("Reduction = «(Reduction)7»", "Reduction of [Weighted] is 7, but must be Reduction.Mean, Reduction.Sum or Reduction.None")]
    public void FG0008_OfALoss(string setting, string message) =>
        Expect.Diagnostic("FG0008", Weighted + $"[Model, Input(3), Weighted({setting})] public partial class Net;", message);

    [Theory]
    [InlineData("Weighted(Weights = new double[] { 1, 2, 3 })", "[Weighted(Weights = [1, 2, 3])] of model 'Net': Weights has 3 numbers, where 10 are needed")]
    [InlineData("CrossEntropy(ClassWeights = new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 })",
        "[CrossEntropy(ClassWeights = [1, 2, 3, 4, 5, 6, 7, 8, …])] of model 'Net': ClassWeights has 12 numbers, where 10 are needed")]
    [InlineData("CrossEntropyWithProbabilities(ClassWeights = new double[] { 1 })", "ClassWeights has 1 numbers, where 10 are needed")]
    public void FG0011_AsManyNumbersAsClasses(string loss, string message) =>
        Expect.Diagnostic("FG0011", Weighted + $"[Model, Input(10), «{loss}»] public partial class Net;", message);

    [Fact]
    public void FG0011_NoNumbersWhereSomeAreNeeded() => Expect.Diagnostic("FG0011", """
        public sealed partial class WeightedAttribute : LossAttribute
        {
            public double[]? Weights { get; init; }
            [Formula] public double Loss(Tensor output, int label) => -output[label] * new Tensor(Weights)[label];
        }
        [Model, Input(3), «Weighted»] public partial class Net;
        """, "Weights is null here; ask 'Weights is null' before");

    [Fact]
    public void FG0011_AnOddOutputHasNoHalf() =>
        Expect.Diagnostic("FG0011", "[Model, Input(5), «GaussianNll»] public partial class Net;", "[GaussianNll] of model 'Net': Reshape", "2×2");

    [Fact]
    public void FG0011_AnOutputOfOneHasNoHalf() => Expect.Diagnostic(
        "FG0011", "[Model, Input(1), «GaussianNll»] public partial class Net;",
        "[GaussianNll] of model 'Net': the shape of its targets, Half of an output of 1: a dimension is a positive integer");

    /// <summary>What a loss's own property says is the formula's, whatever the base's of that name would mean.</summary>
    [Fact]
    public void OwnPropertiesThatHideTheBases()
    {
        string net = Expect.NoDiagnostics("""
            public sealed partial class HidingAttribute : LossAttribute
            {
                public new int Reduction { get; init; }
                public new int IgnoreLabel { get; init; } = 1;
                public new double LossWeight { get; init; } = 1;
                public new bool Output { get; init; }

                [Formula]
                public double Loss(double x, double y) => LossWeight * (Output && Reduction == 9 ? (x - y) * IgnoreLabel : y - x);
            }
            [Model, Input(3), Hiding(Reduction = 9, IgnoreLabel = 5, LossWeight = 3, Output = true), Adam] public partial class Net;
            """).Source("Net.g.cs");
        Assert.Contains("\"Hiding(Reduction = 9, IgnoreLabel = 5, LossWeight = 3, Output = true)\"", net, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Adversarial(AdversarialKind.Wasserstein)")]
    [InlineData("Adversarial(AdversarialKind.Wasserstein, Reduction = Reduction.Sum)")]
    public void AnEnumsValueIsCalledByItsMember(string loss)
    {
        string net = Expect.NoDiagnostics($"[Model, Input(3), Dense(1), {loss}, Adam] public partial class Net;").Source("Net.g.cs");
        Assert.Contains($"\"{loss}\"", net, StringComparison.Ordinal);
    }

    [Fact]
    public void AlsoInMessages() => Expect.Diagnostic(
        "FG0041", "[Model, Input(3), Dense(1), «Bent(Kind = BentAttribute.Bend.Up)», Mse, Adam] public partial class Net;" + """

            public sealed partial class BentAttribute : ActivationAttribute
            {
                public enum Bend { Down, Up }
                public Bend Kind { get; init; }
                [Formula] public double Activate(double x) => Kind == Bend.Up ? Math.Max(x, 0) : Math.Min(x, 0);
            }
            """, "remove [Bent(Kind = Bend.Up)]");

    [Theory]
    [InlineData("ClassWeights = null")]
    [InlineData("ClassWeights = [0, 0.5, 1, 7]")]
    [InlineData("ClassWeights = new[] { 0, 0.5, 1, 7 }, LabelSmoothing = 0.5, IgnoreLabel = int.MinValue, Reduction = Reduction.None")]
    public void WhatFits(string settings) => Expect.NoDiagnostics($"[Model, Input(4), CrossEntropy({settings})] public partial class Net;");

    [Theory]
    [InlineData("Weights is null ? x : x * Weights.Length")]
    [InlineData("Weights == null ? x : x * Weights.Length")]
    [InlineData("Weights != null ? x * Weights.Length : x")]
    [InlineData("Weights is not null && Weights.Length > 2 ? x * Weights.Length : x")]
    [InlineData("!(Weights is null) || x > 1 ? x : -x")]
    public void WhatAFormulaMayAsk(string expression) => Expect.NoDiagnostics($$"""
        public sealed partial class BentAttribute(double[]? weights = null) : ActivationAttribute
        {
            public double[]? Weights { get; } = weights;
            [Formula] public double Activate(double x) => {{expression}};
        }
        [Model, Input(3), Bent, Bent(null), Bent(new double[] { 1, 2, 3 }), Dense(1), Mse] public partial class Net;
        """);

    [Theory]
    [InlineData("FG0019", "«Weights![0]» * x", "an array element", "index a Tensor or a Shape")]
    [InlineData("FG0007", "x * («Weights?.Length ?? 1»)", "null", "a formula speaks of")]
    [InlineData("FG0022", "x * «Weights!.Sum()»", "a call of 'Enumerable.Sum'", "call Math, Ops")]
    public void WhatAFormulaMayNot(string id, string expression, string construct, string instead) => Expect.Diagnostic(id, $$"""
        using System.Linq;
        public sealed partial class BentAttribute : ActivationAttribute
        {
            public double[]? Weights { get; init; }
            [Formula] public double Activate(double x) => {{expression}};
        }
        """, construct, instead);

    [Theory]
    [InlineData("Loss", "public double[]? Weights { get; init; } = «new double[3]»;", "gives 'Weights' the default 'new double[3]', which is no constant")]
    [InlineData("Loss", "public float[]? «Weights» { get; init; }", "a hyper-parameter is a double, int, bool or enum, or a double[]")]
    [InlineData("Optimizer", "public double[]? «Weights» { get; init; }", "a hyper-parameter is a double, int, bool or enum")]
    public void FG0012_Numbers(string kind, string property, string what)
    {
        string formula = kind == "Loss" ? "double Loss(double x, double y) => x * y;" : "void Update(ref double weight, double gradient) { weight -= gradient; }";
        Expect.Diagnostic("FG0012", $"public sealed partial class OwnAttribute : {kind}Attribute {{ {property} [Formula] public {formula} }}", what);
    }

    [Theory]
    [InlineData("Mse(IgnoreLabel = «-100»)", "IgnoreLabel of [Mse] says which label of model 'Net' does not count, but this loss takes one target for each output")]
    [InlineData("CrossEntropyWithProbabilities(IgnoreLabel = «1»)", "this loss takes targets of real numbers; remove it, or take a loss of labels")]
    public void FG0052_IgnoreLabelWithoutLabels(string loss, string message) => Expect.Diagnostic(
        "FG0052", $"[Model, Input(4), {loss}] public partial class Net;", message);

    [Theory]
    [InlineData("double Loss(double x, double y, [Denominator] double «w») => x * y * w", "is the [Denominator]", "declare it 'out double weight'")]
    [InlineData("double Loss(double x, double y, [Denominator] ref double «w») => x * y * w", "is the [Denominator]", "declare it 'out double weight'")]
    public void FG0033_TheDenominator(string method, string what, string instead) => Expect.Diagnostic(
        "FG0033", $"public sealed partial class OwnAttribute : LossAttribute {{ [Formula] public {method}; }}", what, instead);

    [Fact]
    public void FG0033_TheDenominatorOfAnActivation() => Expect.Diagnostic(
        "FG0033", "public sealed partial class OwnAttribute : ActivationAttribute { [Formula] public double Activate(double x, [Denominator] double «w») => x; }",
        "is a [Denominator], but only losses are divided by one");

    [Theory]
    [InlineData("Loss", "double Loss(Tensor x, [«TargetShape(\"Half\")»] Tensor y) => x[0] * y[0];", "has no shape rule 'Half'")]
    [InlineData("Loss", "double Loss([«TargetShape(\"Half\")»] Tensor x, Tensor y) => x[0] * y[0]; private Shape Half(Shape x) => x;", "second parameter of a loss")]
    [InlineData("Loss", "double Loss(double x, [«TargetShape(\"Half\")»] double y) => x * y; private Shape Half(Shape x) => x;", "second parameter of a loss")]
    [InlineData("Layer", "Tensor Forward([«TargetShape(\"Half\")»] Tensor x) => x; private Shape Half(Shape x) => x;", "second parameter of a loss")]
    public void FG0012_TargetShapes(string kind, string method, string what) => Expect.Diagnostic(
        "FG0012", $"public sealed partial class OwnAttribute : {kind}Attribute {{ [Formula] public {method} }}", what);

    [Fact]
    public void AFixedSettingIsNoneOfTheTrainers()
    {
        Assert.Null(typeof(CrossEntropy).GetProperty("LabelSmoothing"));
        Assert.NotNull(typeof(Focal).GetProperty("Gamma"));
    }
}
