using System.Collections.Immutable;
using System.Globalization;
using FastGrad.Generator.Analyzers;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FastGrad.Generator.Tests.Diagnostics.FirstHours;

/// <summary>
/// Somebody who writes a program and reads what the build says: the generator, the analyzer and C# itself together, for a message of ours
/// among ten that follow from it is not a good one.
/// </summary>
internal static class User
{
    /// <summary>The build says exactly this, the first message at the first «mark» to open, and so on.</summary>
    public static void Reads(string program, params (string Id, string Message)[] messages)
    {
        Marked marked = Marked.Parse(program);
        string[] wanted = [.. marked.Spans.OrderBy(span => span.Start).ThenByDescending(span => span.Length)
            .Zip(messages, (span, message) => Line(message.Id, marked.Source.Substring(span.Start, span.Length), span.Start, message.Message))];
        Assert.Equal(messages.Length, marked.Spans.Count);
        string[] got = [.. Build(marked.Source).Select(diagnostic => Line(
            diagnostic.Id, Text(diagnostic), diagnostic.Location.SourceSpan.Start, diagnostic.GetMessage(CultureInfo.InvariantCulture)))];
        Assert.Equal(string.Join("\n", wanted.Order()), string.Join("\n", got.Order()));
    }

    /// <summary>All errors and warnings, in the user's files and in generated ones.</summary>
    public static IReadOnlyList<Diagnostic> Build(params string[] files)
    {
        CSharpCompilation compilation = Project.Create(files);
        GeneratorDriver driver = Project.Driver((CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> generated);
        Assert.Null(driver.GetRunResult().Results.Single().Exception);
        CompilationWithAnalyzers analyzed = output.WithAnalyzers([new PlacementAnalyzer()], new AnalyzerOptions([]));
        return [.. generated.Concat(analyzed.GetAllDiagnosticsAsync().GetAwaiter().GetResult())
            .Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    private static string Line(string id, string text, int start, string message) => $"{id} at '{text}' ({start}): {message}";

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree is SyntaxTree tree
        ? tree.GetText().ToString(diagnostic.Location.SourceSpan)
        : "?";
}
