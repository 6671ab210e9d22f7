using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Incremental;

/// <summary>What an edit recomputes: an editor runs the generator at every keystroke.</summary>
public class CacheTests
{
    private const string Net = "[Model, Input(4), Dense(2), Bent, Mse, Step]\npublic partial class Net;\n";

    private const string Formulas = """
        public sealed partial class BentAttribute : ActivationAttribute
        {
            [Formula] public double Activate(double x) => x > 0 ? x : 0.5 * x;
        }
        public sealed partial class StepAttribute : OptimizerAttribute
        {
            [Formula] public void Update(ref double weight, double gradient) => weight -= LearningRate * gradient;
        }
        """;

    private const string Unrelated = "public class Elsewhere { public int Number => 1; }\n";

    private const string Graph = """
        [Model, Mse, Step]
        public partial class Graph
        {
            [Dense(4)] private partial Tensor Block(Tensor x);
            private Tensor Forward([Shape(4)] Tensor x)
            {
                Tensor y = Block(x);
                return x + Twice(y);
            }
            private static Tensor Twice(Tensor y) => 2 * y;
        }

        """;

    [Theory]
    [InlineData("Tensor y = Block(x);", "// The one layer.\n        Tensor y = Block(  x );")]
    [InlineData("return x + Twice(y);", "\n\n        return x\n            + Twice(y); // skipped")]
    [InlineData("public partial class Graph", "/// <summary>Text.</summary>\npublic partial class Graph")]
    [InlineData("=> 2 * y;", "=> /* double */ 2 * y;")]
    public void ACommentInForwardCompilesNothing(string text, string with)
    {
        GeneratorRunResult result = Edit([Graph, Formulas], 0, Graph.Replace(text, with, StringComparison.Ordinal), out GeneratorRunResult before);
        Assert.All(Reasons(result, Steps.ModelSpec), AssertKept);
        Assert.All(Reasons(result, Steps.CompileModel), AssertKept);
        Assert.All(Reasons(result, Steps.Layers), AssertKept);
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output =>
            AssertKept(output.Reason));
        AssertSameText(before, result);
        // What moved is where the operations stand, which nothing is compiled from.
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, Steps.BindModel));
    }

    [Theory]
    [InlineData("2 * y", "3 * y")]
    [InlineData("[Dense(4)]", "[Dense(4), Relu]")]
    [InlineData("[Shape(4)]", "[Shape(8)]")]
    [InlineData("Tensor Block(Tensor x)", "Tensor Block(Tensor input)")]
    public void AnEditOfForwardShows(string text, string with)
    {
        GeneratorRunResult result = Edit([Graph, Formulas], 0, Graph.Replace(text, with, StringComparison.Ordinal), out GeneratorRunResult before);
        Assert.NotEqual(
            before.GeneratedSources.Select(source => source.SourceText.ToString()), result.GeneratedSources.Select(source => source.SourceText.ToString()));
    }

    [Fact]
    public void AnOtherModelsLayersAreKept()
    {
        GeneratorRunResult result = Edit([Graph, Net, Formulas], 1, Net.Replace("Dense(2)", "Dense(0)", StringComparison.Ordinal), out _);
        Assert.Contains(Reasons(result, Steps.BindModel), reason => reason == IncrementalStepRunReason.Modified);
        Assert.All(Reasons(result, Steps.Layers), AssertKept);
    }

    [Fact]
    public void TheFirstRunComputes()
    {
        GeneratorRunResult result = Project.Driver().RunGenerators(Project.Create(Net, Formulas, Unrelated)).GetRunResult()
            .Results.Single();
        Assert.Equal([IncrementalStepRunReason.New], Reasons(result, Steps.CompileModel));
        Assert.Equal([IncrementalStepRunReason.New], Reasons(result, Steps.CompileCompanion));
        Assert.Equal(2, Reasons(result, Steps.FormulaSpec).Count());
    }

    [Theory]
    [InlineData(2, "public class Elsewhere { public int Number => 2; }\n")]
    [InlineData(0, "// The smallest there is.\n\n" + Net)]
    [InlineData(0, Net + "\n// the end")]
    [InlineData(0, "[Model, Input(4),\n    Dense(2) /* narrow */, Bent, Mse, Step]\npublic partial class Net;\n")]
    [InlineData(1, "// Mine.\n\n" + Formulas)]
    public void AnEditThatMeansNothingCompilesNothing(int file, string text)
    {
        GeneratorRunResult result = Edit(file, text, out GeneratorRunResult before);
        Assert.All(Reasons(result, Steps.CompileModel), AssertKept);
        Assert.All(Reasons(result, Steps.CompileCompanion), AssertKept);
        Assert.All(Reasons(result, Steps.ModelSpec), AssertKept);
        Assert.All(Reasons(result, Steps.FormulaSpec), AssertKept);
        Assert.All(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output =>
            AssertKept(output.Reason));
        AssertSameText(before, result);
    }

    /// <summary>Another file that moves in the project. (Roslyn takes a declaration's own file for a new one when it changes places.)</summary>
    [Theory]
    [InlineData(3, 0, 1, 2)]
    [InlineData(0, 3, 1, 2)]
    [InlineData(1, 2, 3, 0)]
    public void TheOrderOfFilesCompilesNothing(params int[] order)
    {
        CSharpCompilation compilation = Project.Create(Net, Formulas, Unrelated);
        GeneratorDriver driver = Project.Driver().RunGenerators(compilation);
        GeneratorRunResult before = driver.GetRunResult().Results.Single();
        SyntaxTree[] trees = [.. order.Select(index => compilation.SyntaxTrees[index])];
        GeneratorRunResult result = driver.RunGenerators(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees)).GetRunResult().Results.Single();
        Assert.All(Reasons(result, Steps.CompileModel), AssertKept);
        Assert.All(Reasons(result, Steps.CompileCompanion), AssertKept);
        AssertSameText(before, result);
    }

    /// <summary>A file that comes or goes, and has nothing of ours.</summary>
    [Fact]
    public void AnotherFileCompilesNothing()
    {
        CSharpCompilation compilation = Project.Create(Net, Formulas);
        GeneratorDriver driver = Project.Driver().RunGenerators(compilation);
        GeneratorRunResult before = driver.GetRunResult().Results.Single();
        SyntaxTree more = CSharpSyntaxTree.ParseText(Unrelated, Project.Newest, "More.cs");
        foreach (CSharpCompilation next in (CSharpCompilation[])[compilation.AddSyntaxTrees(more), compilation])
        {
            driver = driver.RunGenerators(next);
            GeneratorRunResult result = driver.GetRunResult().Results.Single();
            Assert.All(Reasons(result, Steps.CompileModel), AssertKept);
            Assert.All(Reasons(result, Steps.CompileCompanion), AssertKept);
            AssertSameText(before, result);
        }
    }

    /// <summary>Of several models the one that is edited is compiled.</summary>
    [Fact]
    public void AnEditOfOneModelLeavesTheOthers()
    {
        string[] files = [.. Enumerable.Range(0, 5).Select(index => Net.Replace("class Net", $"class Net{index}", StringComparison.Ordinal)), Formulas];
        CSharpCompilation compilation = Project.Create(files);
        GeneratorDriver driver = Project.Driver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == "File2.cs");
        GeneratorRunResult result = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText(files[2].Replace("Dense(2)", "Dense(3)", StringComparison.Ordinal), Project.Newest, tree.FilePath)))
            .GetRunResult().Results.Single();
        IncrementalStepRunReason[] reasons = [.. Reasons(result, Steps.CompileModel)];
        Assert.Equal(5, reasons.Length);
        Assert.Equal(1, reasons.Count(reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New));
    }

    [Theory]
    [InlineData(0, "[Model, Input(4), Dense(3), Bent, Mse, Step]\npublic partial class Net;\n")]
    [InlineData(0, "[Model, Input(4), Dense(2), Mse, Step]\npublic partial class Net;\n")]
    [InlineData(0, "namespace Other;\n" + Net)]
    public void AnEditOfAModelCompilesIt(int file, string text)
    {
        GeneratorRunResult result = Edit(file, text, out GeneratorRunResult before);
        Assert.Contains(Reasons(result, Steps.ModelSpec), reason =>
            reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
        Assert.Contains(Reasons(result, Steps.CompileModel), reason =>
            reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
        Assert.All(Reasons(result, Steps.CompileCompanion), AssertKept);
        Assert.NotEqual(Model(before), Model(result));

        static string Model(GeneratorRunResult run) =>
            run.GeneratedSources.Single(source => source.HintName is "Net.g.cs" or "Other.Net.g.cs").SourceText.ToString();
    }

    [Fact]
    public void AnEditOfAFormulaCompilesTheModelsThatUseIt()
    {
        GeneratorRunResult result = Edit(1, Formulas.Replace("0.5", "0.25", StringComparison.Ordinal), out _);
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, Steps.ModelSpec));
        Assert.All(Reasons(result, Steps.CompileCompanion), AssertKept);
    }

    [Fact]
    public void AMistakeThatMovesIsReportedAtItsNewPlace()
    {
        CSharpCompilation compilation = Project.Create("[Model, Input(4), Dense(0), Mse] public partial class Net;");
        GeneratorDriver driver = Project.Driver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(
            tree, CSharpSyntaxTree.ParseText("// moved\n" + tree.GetText(), Project.Newest, tree.FilePath)));
        Diagnostic moved = Assert.Single(driver.GetRunResult().Diagnostics);
        Assert.Equal(1, moved.Location.GetLineSpan().StartLinePosition.Line);
    }

    private static GeneratorRunResult Edit(int file, string text, out GeneratorRunResult before) =>
        Edit([Net, Formulas, Unrelated], file, text, out before);

    private static GeneratorRunResult Edit(string[] files, int file, string text, out GeneratorRunResult before)
    {
        CSharpCompilation compilation = Project.Create(files);
        GeneratorDriver driver = Project.Driver().RunGenerators(compilation);
        before = driver.GetRunResult().Results.Single();
        Assert.Empty(before.Diagnostics);
        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == $"File{file}.cs");
        Assert.NotEqual(text, tree.GetText().ToString());
        compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Project.Newest, tree.FilePath));
        return driver.RunGenerators(compilation).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static void AssertKept(IncrementalStepRunReason reason) =>
        Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString());

    private static void AssertSameText(GeneratorRunResult before, GeneratorRunResult after) => Assert.Equal(
        before.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())),
        after.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())));
}
