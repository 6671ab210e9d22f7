using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Robustness;

/// <summary>What is wrong with the generator's answer to a source, whatever the source is.</summary>
/// <param name="Kind">The rule that is broken.</param>
/// <param name="Detail">In the words of the compiler.</param>
internal sealed record Fault(string Kind, string Detail);

/// <summary>Runs the generator on one source after another; references are bound once.</summary>
internal sealed class Examiner
{
    private readonly CSharpCompilation _compilation;
    private readonly SyntaxTree _place;

    public Examiner()
    {
        CSharpCompilation whole = Project.Create("");
        _compilation = whole.WithReferences(whole.References.Where(reference => Needed.Contains(Path.GetFileNameWithoutExtension(reference.Display))));
        _place = _compilation.SyntaxTrees.Last();
        // Binds the references, for all that are made from this one.
        _compilation.GetDiagnostics();
    }

    /// <summary>Most of the time would go into looking for names in every assembly of the framework.</summary>
    private static HashSet<string?> Needed { get; } =
    [
        "System.Private.CoreLib", "System.Linq", "System.Collections", typeof(ModelAttribute).Assembly.GetName().Name,
        .. typeof(ModelAttribute).Assembly.GetReferencedAssemblies().Select(name => name.Name),
    ];

    /// <summary>Null where the answer is good.</summary>
    public Fault? Examine(string source)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, Project.Newest, _place.FilePath);
        CSharpCompilation compilation = _compilation.ReplaceSyntaxTree(_place, tree);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FastGradGenerator().AsSourceGenerator()], parseOptions: Project.Newest)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } exception)
            return new("the generator throws", exception.ToString());
        if (result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Id is "FG0015") is { } ours)
            return new("FG0015", ours.ToString());
        if (result.Diagnostics.Any(IsError) || tree.GetDiagnostics().Any(IsError))
            return null;

        // Errors before there is generated code are the user's own, unless the user's code uses what is generated.
        SyntaxTree after = output.SyntaxTrees.Single(candidate => candidate.FilePath == _place.FilePath);
        Diagnostic[] own = [.. compilation.GetSemanticModel(tree).GetDiagnostics().Where(IsError)];
        if (own.Length > 0 && output.GetSemanticModel(after).GetDiagnostics().Any(IsError))
            return null;
        if (output.GetDiagnostics().FirstOrDefault(IsError) is not { } error)
            return null;
        // Some errors of the user's belong to the compilation as a whole.
        return compilation.GetDiagnostics().Any(IsError) && error.Location.SourceTree == after
            ? null : new("generated code does not compile", error.ToString());
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
