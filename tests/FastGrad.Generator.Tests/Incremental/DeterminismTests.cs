using System.Globalization;
using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Incremental;

/// <summary>The same declarations give the same bytes: on any machine, in any culture, in any order of files, run once or many times at once.</summary>
public class DeterminismTests
{
    private static readonly string[] _files =
    [
        """
        namespace A;
        public sealed partial class BentAttribute : ActivationAttribute
        {
            [Above(-1.5)] public double Low { get; init; } = 0.125;
            [Formula] public double Activate(double x) => x > 1e-7 ? 1234567.875 * x : Low * x;
        }
        """,
        "namespace A; [Model(Precision = Precision.Double), Input(1024), Dense(16), Bent(Low = -0.25), Dense(3), CrossEntropy, AdamW(WeightDecay = 1e-2)] public partial class Net;",
        "namespace B { [Model, Input(4), Dense(2), Tanh, Mse, Slow] public partial class Net; [Model, Input(4), A.Bent, Mse] public partial class NET; }",
        """
        public sealed partial class SlowAttribute : OptimizerAttribute
        {
            [InRange(0, 1)] public double Momentum { get; init; } = 0.9;
            [Formula] public void Update(ref double weight, double gradient, long step, ref double velocity)
            {
                velocity = Momentum * velocity + gradient;
                weight -= LearningRate / (1 + 1e-5 * step) * velocity;
            }
        }
        """,
        "[Model, Input(4), Dense(0), Mse] public partial class Wrong;",
        "public partial class Unfinished { [Model, Input(4), Dense(",
    ];

    private static readonly string _expected = Text(Run(Project.Create(_files)));

    [Fact]
    public void ThereIsEnoughToCompare()
    {
        Assert.Contains("FG0008", _expected, StringComparison.Ordinal);
        Assert.True(_expected.Split("// file ").Length > 6, _expected);
        Assert.Contains("1234567.875", _expected, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsAreAlike()
    {
        for (int run = 0; run < 3; run++)
            Assert.Equal(_expected, Text(Run(Project.Create(_files))));
    }

    [Fact]
    public void TheOrderOfFilesIsNothing()
    {
        Random random = new(1);
        for (int run = 0; run < 6; run++)
        {
            CSharpCompilation compilation = Project.Create(_files);
            SyntaxTree[] trees = [.. compilation.SyntaxTrees];
            random.Shuffle(trees);
            Assert.Equal(_expected, Text(Run(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees))));
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    [InlineData("")]
    public void TheCultureIsNothing(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture, beforeUi = CultureInfo.CurrentUICulture;
        CultureInfo culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        // Where the machine has no data on cultures, what these would do: commas, another minus.
        if (name.Length == 0 || (1.5).ToString(culture) == "1.5")
        {
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = ".";
            culture.NumberFormat.NegativeSign = "\u2212";
        }
        string text;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            text = Text(Run(Project.Create(_files)));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
        Assert.Equal(_expected, text);
    }

    [Fact]
    public void RunsAtOnceDoNotMeet()
    {
        string[] texts = new string[12];
        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, run => texts[run] = Text(Run(Project.Create(_files))));
        Assert.All(texts, text => Assert.Equal(_expected, text));
    }

    /// <summary>An editor keeps its driver: whatever was typed before, the files are those of a driver that sees the last text alone.</summary>
    [Fact]
    public void WhatWasTypedBeforeIsNothing()
    {
        CSharpCompilation compilation = Project.Create(_files);
        // Without tracked steps, as in an editor: Roslyn's tracking loses outputs after a removal (seen in 4.14 and 5.0).
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FastGradGenerator().AsSourceGenerator()], parseOptions: Project.Newest)
            .RunGenerators(compilation);
        Robustness.Mutator mutator = new(_files);
        Random random = new(1);
        for (ulong edit = 0; edit < 100; edit++)
        {
            // Back to valid text now and then, or nothing is left of it.
            int file = random.Next(_files.Length);
            string text = edit % 3 == 2 ? _files[file] : mutator.Source(edit);
            SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.FilePath == $"File{file}.cs");
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Project.Newest, tree.FilePath));
            driver = driver.RunGenerators(compilation);
            Assert.Equal(Text(Run(compilation)), Text(driver.GetRunResult().Results.Single()));
        }
    }

    private static GeneratorRunResult Run(Compilation compilation) => Project.Driver().RunGenerators(compilation).GetRunResult().Results.Single();

    /// <summary>All that a run gives: files in the order of their names, and diagnostics in that of their places.</summary>
    private static string Text(GeneratorRunResult result)
    {
        Assert.Null(result.Exception);
        return string.Concat(
        [
            .. result.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal).Select(source => $"// file {source.HintName}\n{source.SourceText}"),
            .. result.Diagnostics.Select(diagnostic => $"{diagnostic.Location.GetLineSpan()} {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n")
                .Order(StringComparer.Ordinal),
        ]);
    }
}
