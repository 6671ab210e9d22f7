using System.Reflection;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Gpu.Tests.Optimizers.Harness;

/// <summary>C# source compiled and loaded.</summary>
internal static class InMemory
{
    // Preview: the newest language of this Roslyn is older than the SDK's.
    private static readonly CSharpParseOptions _language = new(LanguageVersion.Preview);

    private static readonly Lazy<MetadataReference[]> _references = new(() => References("")), _withoutGpu = new(() => References("ILGPU"));

    /// <summary>Models, with what the generator makes of them for the CPU: of ILGPU they know nothing.</summary>
    public static (Assembly Assembly, IReadOnlyList<ModelSpec> Specs) Models(IEnumerable<string> sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new FastGradGenerator().AsSourceGenerator()],
            parseOptions: _language,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        GeneratorRunResult result = driver.RunGeneratorsAndUpdateCompilation(Compilation(sources, _withoutGpu.Value), out Compilation output, out _).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
        return (Load(output), [.. result.TrackedSteps[Steps.ModelSpec].SelectMany(step => step.Outputs).Select(step => (ModelSpec)step.Value)]);
    }

    /// <summary>Source as it is.</summary>
    public static Assembly Plain(IEnumerable<string> sources) => Load(Compilation(sources, _references.Value));

    private static CSharpCompilation Compilation(IEnumerable<string> sources, MetadataReference[] references) => CSharpCompilation.Create(
        "Memory" + Guid.NewGuid().ToString("N"),
        sources.Select(text => CSharpSyntaxTree.ParseText(text, _language)),
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));

    private static MetadataReference[] References(string without) =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => without.Length == 0 || !Path.GetFileName(path).StartsWith(without, StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(10)));
        return Assembly.Load(image.ToArray());
    }
}
