using System.Text;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Tests.Harness;

namespace FastGrad.Compiler.Tests;

/// <summary>The compiler's work on three models, for people to read: the graph after each pass, and the code.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Models => ["digits", "regression", "trained slope", "recurrent"];

    [Theory]
    [MemberData(nameof(Models))]
    public void Passes(string model)
    {
        var text = new StringBuilder();
        string before = "";
        Pipeline.Run(TestModels.All[model], watch: (pass, graph) =>
        {
            string after = GraphPrinter.Print(graph);
            text.Append("== ").Append(pass).Append('\n').Append(after == before ? "(the same)\n" : after).Append('\n');
            before = after;
        });
        Snapshot.Verify(text.ToString(), $"SnapshotTests.Passes_model={model.Replace(' ', '-')}", "txt");
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Code(string model) => Snapshot.Verify(Source(TestModels.All[model]), $"SnapshotTests.Code_model={model.Replace(' ', '-')}", "cs");

    [Fact]
    public void TheDigitsAreUnder250Lines() => Assert.InRange(Source(TestModels.Digits).Count(c => c == '\n'), 100, 249);

    [Fact]
    public void OnlyRowsThatAreSomeWorkAreSharedByThreads()
    {
        Assert.DoesNotContain("IRowKernel", Source(TestModels.Digits));
        string wide = Source(TestModels.All["many classes"]);
        Assert.Contains(" : IRowKernel<float>", wide);
        Assert.Contains("ref Unsafe.Add(ref scratch, Exponentials)", wide);
        Assert.DoesNotContain("ref frame.Fixed(Exponentials)", wide);
    }

    [Fact]
    public void TheSameModelGivesTheSameText()
    {
        foreach (ModelSpec spec in TestModels.All.Values)
        {
            string first = Source(spec);
            Assert.Equal(first, Source(spec));
            Assert.Equal(first, Cultures.Strange(() => Source(spec)));
            Assert.Equal(GpuSource(spec), Cultures.Strange(() => GpuSource(spec)));
            Assert.Equal(ModelCompiler.Compile(spec, fuse: false).Source, Cultures.Strange(() => ModelCompiler.Compile(spec, fuse: false).Source));
        }
        foreach (Compiler.Formulas.FormulaClass formula in new[] { TestFormulas.Huber, TestFormulas.Sgd })
            Assert.Equal(CompanionCompiler.Compile(formula), Cultures.Strange(() => CompanionCompiler.Compile(formula)));
    }

    [Fact]
    public void TheTextHasNoOddLineEnds() => Assert.All(TestModels.All.Values, spec => Assert.DoesNotContain('\r', Source(spec) + GpuSource(spec)));

    private static string GpuSource(ModelSpec spec)
    {
        string source = GpuCompiler.Compile(spec).Source;
        Assert.NotEmpty(source);
        return source;
    }

    private static string Source(ModelSpec spec)
    {
        // What is legal and hardly meant comes with its code.
        string source = ModelCompiler.Compile(spec).Source;
        Assert.NotEmpty(source);
        return source;
    }
}
