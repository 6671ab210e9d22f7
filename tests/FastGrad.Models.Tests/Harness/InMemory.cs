using System.Reflection;
using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Models.Tests.Harness;

/// <summary>C# source compiled with the generator and loaded, many models at once.</summary>
internal sealed class InMemory
{
    private const string Usings = "global using System; global using FastGrad; global using FastGrad.Models.Tests.Formulas;\n";

    // Preview: the newest language of this Roslyn is older than the SDK's.
    private static readonly CSharpParseOptions _language = new(LanguageVersion.Preview);

    private static readonly Lazy<MetadataReference[]> _references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    private InMemory(byte[] image, IReadOnlyList<ModelSpec> specs)
    {
        Image = image;
        Specs = specs;
        Assembly = Assembly.Load(image);
    }

    public Assembly Assembly { get; }

    public byte[] Image { get; }

    public IReadOnlyList<ModelSpec> Specs { get; }

    public static InMemory Compile(string source) => Compile("Models" + Guid.NewGuid().ToString("N"), [source], new Options());

    public static InMemory Compile(string name, IEnumerable<string> sources, Options options)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [.. sources.Prepend(Usings).Select(text => CSharpSyntaxTree.ParseText(text, _language))],
            [.. _references.Value, .. options.More],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                checkOverflow: options.Checked,
                nullableContextOptions: NullableContextOptions.Enable));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new FastGradGenerator().AsSourceGenerator()],
            parseOptions: _language,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        GeneratorRunResult result = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _).GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        // Random models do what is legal and hardly meant.
        Assert.Empty(result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));

        ModelSpec[] specs = result.TrackedSteps.TryGetValue(Steps.ModelSpec, out var steps)
            ? [.. steps.SelectMany(step => step.Outputs).Select(step => (ModelSpec)step.Value)]
            : [];
        if (options.Unfused && Trainers.KeepsBitsUnfused)
            output = output.AddSyntaxTrees(specs.Select(spec => CSharpSyntaxTree.ParseText(Unfused(spec), _language)));

        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(10)));
        return new InMemory(image.ToArray(), specs);
    }

    public MetadataReference Reference => MetadataReference.CreateFromImage(Image);

    public Driver Create(string type, ulong seed = 0) => Driver.Of(Activator.CreateInstance(Find(type), seed)!);

    public Type Find(string type) => Assembly.GetType(type) ?? throw new ArgumentException($"There is no {type}.");

    /// <summary>The same bound model through the compiler again, each value its own kernel, under the name <c>NetUnfused</c>.</summary>
    private static string Unfused(ModelSpec spec)
    {
        TypeSpec type = spec.Type;
        string name = type.Name + "Unfused";
        CompiledUnit unit = ModelCompiler.Compile(
            spec with { Type = type with { Name = name, Header = "public partial class " + name, FullName = type.FullName + "Unfused" } }, fuse: false);
        Assert.NotEmpty(unit.Source);
        return unit.Source;
    }

    /// <param name="Unfused">Whether each model is also compiled with fusion off.</param>
    /// <param name="Checked">Whether the project checks integer overflow.</param>
    public sealed record Options(bool Unfused = false, bool Checked = false)
    {
        public IReadOnlyList<MetadataReference> More { get; init; } = [];
    }
}
