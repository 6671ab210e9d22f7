using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Gpu;

/// <summary>An editor runs the generator at every keystroke: kernels are compiled when the model changes, and for nothing else.</summary>
public class GpuCacheTests
{
    private const string Net = "[Model, Input(4), Dense(2), Mse, Sgd]\npublic partial class Net;\n";

    private const string Other = "[Model, Input(4), Dense(3), Mse, Sgd]\npublic partial class Other;\n";

    private const string Unrelated = "public class Elsewhere { public int Number => 1; }\n";

    [Theory]
    [InlineData(2, "public class Elsewhere { public int Number => 2; }\n")]
    [InlineData(2, "public class Elsewhere { public int Number => ")]
    [InlineData(0, "// The smallest there is.\n\n" + Net)]
    [InlineData(1, "[Model, Input(4),\n    Dense(3) /* narrow */, Mse, Sgd]\npublic partial class Other;\n")]
    public void AnEditThatMeansNothingCompilesNothing(int file, string text)
    {
        GeneratorRunResult result = Edit(Ilgpu.Both(), file, text);
        Assert.Equal(2, Reasons(result, Steps.CompileGpu).Length);
        foreach (string step in (string[])[Steps.Gpu, Steps.GpuModelSpec, Steps.CompileGpu, Steps.GpuPrecisions])
            Assert.All(Reasons(result, step), AssertKept);
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => AssertKept(output.Reason));
    }

    /// <summary>Even one that breaks it: the others keep theirs, and what they share.</summary>
    [Theory]
    [InlineData("Dense(5)", 2)]
    [InlineData("Dense(0)", 1)]
    public void AnEditOfOneModelLeavesTheOther(string stage, int compiled)
    {
        GeneratorRunResult result = Edit(Ilgpu.Both(), 1, Other.Replace("Dense(3)", stage, StringComparison.Ordinal));
        IncrementalStepRunReason[] reasons = [.. Reasons(result, Steps.CompileGpu).Where(reason => reason != IncrementalStepRunReason.Removed)];
        Assert.Equal(compiled, reasons.Length);
        Assert.Equal(compiled - 1, reasons.Count(reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
        Assert.All(Reasons(result, Steps.GpuPrecisions), AssertKept);
    }

    [Fact]
    public void ModelsOfTheCpuAreKeptWhenIlgpuComes()
    {
        CSharpCompilation compilation = Ilgpu.With([], Net, Other, Unrelated);
        GeneratorDriver driver = Ilgpu.Driver().RunGenerators(compilation);
        Assert.DoesNotContain(Steps.CompileGpu, driver.GetRunResult().Results.Single().TrackedSteps.Keys);
        GeneratorRunResult result = driver.RunGenerators(compilation.AddReferences(Ilgpu.Both())).GetRunResult().Results.Single();
        Assert.All(Reasons(result, Steps.CompileModel), AssertKept);
        Assert.Equal(2, Reasons(result, Steps.CompileGpu).Length);
    }

    [Fact]
    public void AProjectsPropertiesCompileNothing()
    {
        CSharpCompilation compilation = Ilgpu.With(Ilgpu.Both(), Net, Other, Unrelated);
        GeneratorDriver driver = Ilgpu.Driver().RunGenerators(compilation);
        driver = driver.WithUpdatedAnalyzerConfigOptions(Ilgpu.Properties(("PublishAot", "true"))).RunGenerators(compilation);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Equal("FG0065", Assert.Single(result.Diagnostics).Id);
        Assert.All(Reasons(result, Steps.CompileGpu), AssertKept);
    }

    private static GeneratorRunResult Edit(MetadataReference[] references, int file, string text)
    {
        CSharpCompilation compilation = Ilgpu.With(references, Net, Other, Unrelated);
        GeneratorDriver driver = Ilgpu.Driver().RunGenerators(compilation);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == $"File{file}.cs");
        Assert.NotEqual(text, tree.GetText().ToString());
        compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Project.Newest, tree.FilePath));
        return driver.RunGenerators(compilation).GetRunResult().Results.Single();
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static void AssertKept(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());
}
