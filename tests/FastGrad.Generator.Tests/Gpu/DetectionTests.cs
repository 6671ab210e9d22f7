using System.Collections.Immutable;
using System.Globalization;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Gpu;

/// <summary>What a project gets for GPUs depends on what it references, and it is told once what is missing.</summary>
public class DetectionTests
{
    private const string Net = "[Model, Input(4), Dense(2), Mse, Sgd] public partial class Net;\n";

    private const string Twice = "[Model(Precision = Precision.Double), Input(4), Dense(2), Mse, Sgd] public partial class Twice;\n";

    private const string Use = """
        public static class Use
        {
            public static void Run(ILGPU.Runtime.Accelerator accelerator)
            {
                using var trainer = new Net().CreateTrainer(accelerator, 32);
                trainer.Step(new float[4], new float[2]);
            }
        }
        """;

    [Fact]
    public void WithoutIlgpuThereIsNothing() => Assert.Empty(GpuFiles(Run([], Net)));

    [Fact]
    public void WithIlgpuEachModelHasAPartAndAllShareALibrary()
    {
        GeneratorRunResult result = Run(Ilgpu.Both(), Net, Net.Replace("Net", "Other", StringComparison.Ordinal));
        Assert.Empty(result.Diagnostics);
        string[] files = GpuFiles(result);
        Assert.Equal(["Net.Gpu.g.cs", "Other.Gpu.g.cs"], files.Where(file => !IsLibrary(file)));
        Assert.Contains("FastGrad.Gpu.Frame.g.cs", files);
        Assert.DoesNotContain(files, file => file.Contains("Double", StringComparison.Ordinal));
    }

    [Fact]
    public void TheLibraryHasThePrecisionsThatModelsHave()
    {
        string[] twice = GpuFiles(Run(Ilgpu.Both(), Twice)), both = GpuFiles(Run(Ilgpu.Both(), Net, Twice));
        Assert.Contains("FastGrad.Gpu.Frame.Double.g.cs", twice);
        Assert.DoesNotContain("FastGrad.Gpu.Frame.g.cs", twice);
        Assert.Contains("FastGrad.Gpu.Frame.Double.g.cs", both);
        Assert.Contains("FastGrad.Gpu.Frame.g.cs", both);
    }

    [Fact]
    public void WithoutAModelThereIsNothing() => Assert.Empty(GpuFiles(Run(
        Ilgpu.Both(), "public sealed partial class BentAttribute : ActivationAttribute { [Formula] public double Activate(double x) => 2 * x; }")));

    [Theory]
    [InlineData("1.5.3")]
    [InlineData("1.6.0")]
    [InlineData("2.0.0")]
    public void LaterVersionsDo(string version) => Assert.NotEmpty(GpuFiles(Run(Ilgpu.Both(version), Net)));

    [Theory]
    [InlineData("1.5.2", null, "ILGPU 1.5.2 is older than 1.5.3")]
    [InlineData("0.10.1", null, "ILGPU 0.10.1 is older than 1.5.3")]
    [InlineData("1.5.3", "1.5.1", "ILGPU.Algorithms 1.5.1 is older than 1.5.3")]
    public void AnOldVersionIsToldAndItsTrainerFoundInVain(string version, string? algorithms, string why)
    {
        Diagnostic told = Withheld("FG0063", Ilgpu.Both(version, algorithms), why + ": update ILGPU and ILGPU.Algorithms");
        Assert.Equal(
            $"Models of this project get no GPU trainer, because {why}; update ILGPU and ILGPU.Algorithms to 1.5.3 or later",
            told.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void IlgpuWithoutAlgorithmsIsToldAndItsTrainerFoundInVain()
    {
        Diagnostic told = Withheld(
            "FG0064", [Ilgpu.Alone()], "ILGPU is referenced and ILGPU.Algorithms is not: add that package, 1.5.3 or later");
        Assert.Equal(
            "Models of this project get no GPU trainer, because ILGPU is referenced and ILGPU.Algorithms, which has the mathematics, is not; "
            + "add the package ILGPU.Algorithms, 1.5.3 or later",
            told.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("PublishAot", "true")]
    [InlineData("PublishTrimmed", "True")]
    public void APublicationWithoutAJitIsAWarningAndWithholdsNothing(string property, string value)
    {
        CSharpCompilation compilation = Ilgpu.With(Ilgpu.Both(), "namespace B { " + Net + " }", "namespace A { " + Twice + " }");
        GeneratorRunResult result = Ilgpu.Driver((property, value)).RunGenerators(compilation).GetRunResult().Results.Single();
        Diagnostic told = Assert.Single(result.Diagnostics);
        Assert.Equal(("FG0065", DiagnosticSeverity.Warning), (told.Id, told.Severity));
        Assert.Contains($"This project sets {property}, ", told.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        // The first by name, not by file.
        Assert.Equal("File1.cs", told.Location.GetLineSpan().Path);
        Assert.Equal("Twice", told.Location.SourceTree!.GetText().ToString(told.Location.SourceSpan));
        Assert.Contains("B.Net.Gpu.g.cs", GpuFiles(result));
    }

    [Theory]
    [InlineData("PublishAot", "false")]
    [InlineData("PublishAot", "")]
    [InlineData("PublishSingleFile", "true")]
    public void AnOrdinaryPublicationIsNoMatter(string property, string value) =>
        Assert.Empty(Ilgpu.Driver((property, value)).RunGenerators(Ilgpu.With(Ilgpu.Both(), Net)).GetRunResult().Diagnostics);

    [Fact]
    public void WithoutModelsOrWithoutIlgpuNothingIsTold()
    {
        Assert.Empty(Run([Ilgpu.Alone()], "public class Nothing;").Diagnostics);
        Assert.Empty(Ilgpu.Driver(("PublishAot", "true")).RunGenerators(Ilgpu.With([], Net)).GetRunResult().Diagnostics);
    }

    /// <summary>Types that generated code could not name, or that are somebody else's.</summary>
    [Fact]
    public void WhatIsNotIlgpuIsNotTakenForIt()
    {
        MetadataReference[] aliased = [.. Ilgpu.Both().Select(reference => reference.WithAliases(["gpu"]))];
        Assert.Empty(GpuFiles(Run(aliased, Net)));
        Assert.Empty(GpuFiles(Run([], Net, "namespace ILGPU { public class Context; } namespace ILGPU.Runtime { public class Accelerator; }")));
        MetadataReference hidden = Ilgpu.Assembly("ILGPU", "1.5.3", "namespace ILGPU { class Context; } namespace ILGPU.Runtime { class Accelerator; }");
        Assert.Empty(GpuFiles(Run([hidden], Net)));
        MetadataReference twin = Ilgpu.Assembly("Twin", "1.5.3", "namespace ILGPU { public class Context; } namespace ILGPU.Runtime { public class Accelerator; }");
        Assert.Empty(GpuFiles(Run([twin, .. Ilgpu.Both()], Net)));
    }

    [Fact]
    public void AModelWithoutAnOptimizerSaysSo()
    {
        CSharpCompilation compilation = Ilgpu.With(Ilgpu.Both(), Net.Replace(", Sgd", "", StringComparison.Ordinal), Use);
        Assert.Equal(
            "'Net.CreateTrainer(Accelerator, int, TrainerOptions?)' is obsolete: "
            + "'Net has no GPU trainer: it declares no optimizer; add one to the class, such as [Adam]'",
            Assert.Single(Errors(compilation, "CS0619")));
    }

    /// <summary>A mistake in a model is told alone, not with each use of it.</summary>
    [Theory]
    [InlineData("Dense(0)", "FG0008")]
    [InlineData("Dense(2), Dense(2_000_000_000)", "FG0044")]
    public void AModelWithAMistakeHasAStub(string stages, string id)
    {
        CSharpCompilation compilation = Ilgpu.With(Ilgpu.Both(), Net.Replace("Dense(2)", stages, StringComparison.Ordinal), Use);
        GeneratorRunResult result = Project.Run(compilation, out Compilation output);
        Assert.Equal(id, Assert.Single(result.Diagnostics).Id);
        Assert.Equal(["Net.Gpu.g.cs"], GpuFiles(result));
        Expect.Nothing(string.Join("\n", output.Complaints()));
    }

    [Fact]
    public void ANameThatIsNeededIsOnlyTakenWithIlgpu()
    {
        const string Source = "[Model, Input(4), Dense(2), Mse, Sgd] public partial class Net { public int GpuTrainer => 1; }";
        Assert.Empty(Run([], Source).Diagnostics);
        Assert.Empty(Run([Ilgpu.Alone()], Source).Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info));
        Diagnostic told = Assert.Single(Run(Ilgpu.Both(), Source).Diagnostics);
        Assert.Equal("FG0009", told.Id);
        Assert.Contains("the generated class 'GpuTrainer'", told.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Diagnostic Withheld(string id, MetadataReference[] references, string why)
    {
        CSharpCompilation compilation = Ilgpu.With(references, Net, Use);
        GeneratorRunResult result = Run(references, Net, Use);
        Assert.Equal(["Net.Gpu.g.cs"], GpuFiles(result));
        Assert.Equal(
            $"'Net.CreateTrainer(Accelerator, int, TrainerOptions?)' is obsolete: 'Net has no GPU trainer: {why}'",
            Assert.Single(Errors(compilation, "CS0619")));
        Diagnostic told = Assert.Single(result.Diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Info), (told.Id, told.Severity));
        Assert.Equal("Net", told.Location.SourceTree!.GetText().ToString(told.Location.SourceSpan));
        return told;
    }

    /// <summary>The build says this error and no other.</summary>
    private static IEnumerable<string> Errors(CSharpCompilation compilation, string id)
    {
        Project.Run(compilation, out Compilation output);
        ImmutableArray<Diagnostic> errors = [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
        Assert.All(errors, error => Assert.Equal(id, error.Id));
        return errors.Select(error => error.GetMessage(CultureInfo.InvariantCulture));
    }

    private static GeneratorRunResult Run(IEnumerable<MetadataReference> references, params string[] files) => Project.Run(Ilgpu.With(references, files));

    private static string[] GpuFiles(GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(source => source.HintName).Where(name => IsLibrary(name) || name.EndsWith(".Gpu.g.cs", StringComparison.Ordinal)).Order()];

    private static bool IsLibrary(string file) => file.StartsWith("FastGrad.Gpu.", StringComparison.Ordinal);
}
