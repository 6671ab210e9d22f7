using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Gpu;

/// <summary>Mixed precision computes in float: a model that asks for double too is told so, and has a stub.</summary>
public class MixedPrecisionTests
{
    private const string Rest = ", Input(4), Dense(2), Mse, Sgd] public partial class Net;";

    private const string Use = """
        public static class Use
        {
            public static void Run(ILGPU.Runtime.Accelerator accelerator)
            {
                using var trainer = new Net().CreateTrainer(accelerator, 32);
                trainer.Step(new double[4], new double[2]);
            }
        }
        """;

    [Theory]
    [InlineData("Precision = Precision.Double, MixedPrecision = «true»")]
    [InlineData("MixedPrecision = «true», Precision = Precision.Double")]
    [InlineData("Precision = Precision.Double, MixedPrecision = «1 > 0»")]
    public void FG0066_MixedPrecisionOfDoubles(string settings) => Expect.Diagnostic(
        "FG0066", $"[Model({settings}){Rest}",
        "Model 'Net' asks for mixed precision and computes in double", "remove MixedPrecision or Precision.Double");

    [Theory]
    [InlineData("MixedPrecision = true")]
    [InlineData("MixedPrecision = true, Precision = Precision.Single")]
    [InlineData("MixedPrecision = false, Precision = Precision.Double")]
    public void EitherAloneIsFine(string settings)
    {
        Expect.NoDiagnostics($"[Model({settings}){Rest}");
        Assert.Empty(Project.Run(Ilgpu.With(Ilgpu.Both(), $"[Model({settings}){Rest}"), out _).Diagnostics);
    }

    /// <summary>With ILGPU too it is told once, and no use of the trainer complains.</summary>
    [Fact]
    public void TheModelHasAStub()
    {
        CSharpCompilation compilation = Ilgpu.With(
            Ilgpu.Both(), "[Model(Precision = Precision.Double, MixedPrecision = true)" + Rest, Use);
        GeneratorRunResult result = Project.Run(compilation, out Compilation output);
        Assert.Equal("FG0066", Assert.Single(result.Diagnostics).Id);
        Assert.DoesNotContain(result.GeneratedSources, file => file.HintName.StartsWith("FastGrad.Gpu.", StringComparison.Ordinal));
        Expect.Nothing(string.Join("\n", output.Complaints()));
    }
}
