using FastGrad.Generator.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Bench;

/// <summary>
/// What the generator does in a project of so many models, each in a file of its own, beside a file without any: all of it, as at the start
/// of a build, or what an editor needs after one keystroke.
/// </summary>
public sealed class GeneratorWork
{
    private static readonly CSharpParseOptions _options = new(LanguageVersion.Preview);

    private readonly CSharpCompilation _compilation;
    private readonly CSharpCompilation _model, _elsewhere;
    private readonly GeneratorDriver _driver;

    /// <param name="models">How many.</param>
    public GeneratorWork(int models)
    {
        SyntaxTree[] trees = [.. Enumerable.Range(0, models).Select(index => Tree(Model(index, 64), $"Net{index}.cs"))];
        SyntaxTree other = Tree(Other(0), "Other.cs");
        _compilation = CSharpCompilation.Create(
            "User", [Tree("global using System; global using FastGrad;", "Usings.cs"), .. trees, other],
            [
                .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                    .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
                    .Select(path => MetadataReference.CreateFromFile(path)),
                MetadataReference.CreateFromFile(typeof(ModelAttribute).Assembly.Location),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _model = _compilation.ReplaceSyntaxTree(trees[^1], Tree(Model(models - 1, 65), trees[^1].FilePath));
        _elsewhere = _compilation.ReplaceSyntaxTree(other, Tree(Other(1), other.FilePath));
        _driver = NewDriver().RunGenerators(_compilation);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        if (result.Exception is not null || result.Diagnostics.Length > 0 || result.GeneratedSources.Length != models)
            throw new InvalidOperationException(
                $"{models} models give {result.GeneratedSources.Length} files: {string.Join(", ", result.Diagnostics)} {result.Exception}");
    }

    /// <summary>Everything, with a compilation that has bound nothing yet.</summary>
    public GeneratorDriver Cold() => NewDriver().RunGenerators(Fresh(_compilation));

    /// <summary>One model has changed.</summary>
    public GeneratorDriver EditOfAModel() => Edit(_model);

    /// <summary>Another file has changed.</summary>
    public GeneratorDriver EditElsewhere() => Edit(_elsewhere);

    // By the driver that has seen what was before; it does not change, so it may be asked again and again.
    private GeneratorDriver Edit(CSharpCompilation compilation) => _driver.RunGenerators(Fresh(compilation));

    // The same trees and references, and nothing bound: as after each keystroke.
    private static CSharpCompilation Fresh(CSharpCompilation compilation) => compilation.Clone();

    private static CSharpGeneratorDriver NewDriver() =>
        CSharpGeneratorDriver.Create([new FastGradGenerator().AsSourceGenerator()], parseOptions: _options);

    private static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(text, _options, path);

    private static string Model(int index, int width) =>
        $"[Model, Input(32), Dense({width}), Relu, Dense(64), Relu, Dense(10), CrossEntropy, Adam] public partial class Net{index};";

    private static string Other(int number) => $"public static class Other {{ public static int Number => {number}; }}";
}
