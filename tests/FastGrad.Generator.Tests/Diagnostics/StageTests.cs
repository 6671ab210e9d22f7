using FastGrad.Generator.Tests.Harness;

namespace FastGrad.Generator.Tests.Diagnostics;

public class StageTests
{
    [Fact]
    public void FG0003_StagesOnSeveralParts() => Expect.Diagnostic("FG0003", [
        "[Model, Input(4), Dense(2), Mse] public partial class Net;",
        "[«Dense(3)», Relu] public partial class Net;",
    ], "Model 'Net'", "[Input] on one part", "[Dense] on another", "move all stages to one part");

    [Fact]
    public void LossAndOptimizerMayStandOnAnotherPart() => Expect.NoDiagnostics(
        "[Model, Input(4), Dense(2)] public partial class Net;",
        "[Mse, Adam] public partial class Net;");

    [Fact]
    public void FG0004_NoInput() => Expect.Diagnostic(
        "FG0004", "[Model, Dense(2), Mse] public partial class «Net»;", "Model 'Net'", "[Input(...)]", "it has none");

    [Fact]
    public void FG0004_InputIsNotFirst() => Expect.Diagnostic(
        "FG0004", "[Model, Dense(2), «Input(4)», Mse] public partial class Net;", "Model 'Net'", "[Dense] stands before it");

    [Fact]
    public void FG0004_TwoInputs() => Expect.Diagnostic(
        "FG0004", "[Model, Input(4), Dense(2), «Input(3)», Mse] public partial class Net;", "Model 'Net'", "it has two");

    [Fact]
    public void FG0005_NoLoss() => Expect.Diagnostic(
        "FG0005", "[Model, Input(4), Dense(2), Adam] public partial class «Net»;", "Model 'Net'", "it has none", "[CrossEntropy]");

    [Fact]
    public void SeveralLossesAddUp() => Expect.NoDiagnostics(
        "[Model, Input(4), Dense(2), Mse, Mse(Output = \"output\", LossWeight = 0.5)] public partial class Net;");

    [Fact]
    public void FG0014_TwoOptimizers() => Expect.Diagnostic(
        "FG0014", "[Model, Input(4), Dense(2), Mse, Adam, «Sgd»] public partial class Net;", "Model 'Net'", "[Adam] and [Sgd]", "keep one");

    [Fact]
    public void FG0016_AFormOfAnOptimizerThatCannotBeCompiled() => Expect.Diagnostic("FG0016", """
        public sealed partial class RepeatedAttribute : OptimizerAttribute
        {
            public bool Forever { get; init; }
            public bool Counting { get; init; }
            [Formula]
            public void Update(ref double weight, double gradient, long step, [PerStep] ref double count)
            {
                if (Counting)
                    count += gradient;
                for (int i = 0; Forever ? i < step : i < 2; i++)
                    weight -= LearningRate * gradient;
            }
        }

        [Model, Input(4), Dense(2), Mse, «Repeated(Forever = true)»] public partial class Looping;
        [Model, Input(4), Dense(2), Mse, «Repeated(Counting = true)»] public partial class Leaning;
        [Model, Input(4), Dense(2), Mse, Repeated(Forever = false)] public partial class Sound;
        """, "Formula 'Repeated'");

    [Fact]
    public void FG0014_StageOfNoKind() => Expect.Diagnostic("FG0014", """
        public sealed class OddAttribute : StageAttribute;
        [Model, Input(4), «Odd», Mse] public partial class Net;
        """, "Model 'Net'", "[Odd]", "neither a layer nor an activation");

    [Fact]
    public void AnInputAndALossAreAModel() => Expect.NoDiagnostics("[Model, Input(4), Mse] public partial class Net;");

    [Theory]
    [InlineData("[Model, Inptu(4), Dense(2), Mse]")]
    [InlineData("[Model, Input(4), Dense(2), Msee]")]
    [InlineData("[Model, Input(4), Dense(\"two\"), Mse]")]
    [InlineData("[Model, Input(4), Dense, Mse]")]
    public void WhatCSharpReportsIsNotReportedTwice(string attributes)
    {
        var result = Expect.NoDiagnostics(attributes + " public partial class Net;");
        Assert.Contains("NotSupportedException", Assert.Single(result.GeneratedSources).SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ModelTwiceOnTwoPartsIsCSharpsToReport()
    {
        // Two results under one name would throw, and take every other model's code with them.
        var result = Expect.NoDiagnostics(
            "[Model, Input(4), Dense(2), Mse] public partial class Net;",
            "[Model] public partial class Net;",
            "[Model, Input(4), Dense(2), Mse] public partial class Other;");
        Assert.Contains(result.GeneratedSources, source => source.HintName == "Other.g.cs");
    }
}
