using FastGrad.Generator.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>A user's project in memory: references FastGrad.dll as a package would give it, no unsafe code.</summary>
internal static class Project
{
    public const string Usings = "global using System; global using FastGrad;\n";

    /// <summary>This Roslyn has C# 14 under its preview name.</summary>
    public static readonly CSharpParseOptions Newest = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private static readonly MetadataReference[] _references =
    [
        .. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(IsManaged).Select(path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(ModelAttribute).Assembly.Location),
    ];

    public static CSharpCompilation Create(params string[] files) => Create("User", Newest, [], files);

    public static CSharpCompilation Create(
        string name, CSharpParseOptions options, IEnumerable<MetadataReference> more, params string[] files) => CSharpCompilation.Create(
        name,
        [
            CSharpSyntaxTree.ParseText(Usings, options, "Usings.cs"),
            .. files.Select((text, index) => CSharpSyntaxTree.ParseText(text, options, $"File{index}.cs")),
        ],
        [.. _references, .. more],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpGeneratorDriver Driver(CSharpParseOptions? options = null) => (CSharpGeneratorDriver)CSharpGeneratorDriver.Create(
        [new FastGradGenerator().AsSourceGenerator()],
        parseOptions: options ?? Newest,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorRunResult Run(CSharpCompilation compilation) => Run(compilation, out _);

    /// <summary>Runs the generator; an exception in it fails the test, as it would fail the user's build.</summary>
    public static GeneratorRunResult Run(CSharpCompilation compilation, out Compilation output)
    {
        var options = (CSharpParseOptions)compilation.SyntaxTrees.First().Options;
        GeneratorDriver driver = Driver(options).RunGeneratorsAndUpdateCompilation(compilation, out output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    public static string Source(this GeneratorRunResult result, string hintName) =>
        result.GeneratedSources.Single(source => source.HintName == hintName).SourceText.ToString();

    /// <summary>Errors and warnings of user code and generated code together.</summary>
    public static IEnumerable<string> Complaints(this Compilation compilation) => compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString());

    private static bool IsManaged(string path)
    {
        using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        return file.HasMetadata;
    }
}
