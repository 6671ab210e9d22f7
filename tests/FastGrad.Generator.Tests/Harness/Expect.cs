using System.Globalization;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Harness;

/// <summary>Asserts what the generator reports, where, and in which words.</summary>
internal static class Expect
{
    /// <summary>Exactly the given diagnostic, once at each mark.</summary>
    public static void Diagnostic(string id, string marked, params string[] messageParts) => Diagnostic(id, [marked], messageParts);

    public static void Diagnostic(string id, string[] files, params string[] messageParts)
    {
        Marked[] marked = [.. files.Select(Marked.Parse)];
        GeneratorRunResult result = Project.Run(Project.Create([.. marked.Select(file => file.Source)]));
        Diagnostics(result.Diagnostics, id, marked, messageParts);
    }

    public static void Diagnostics(IEnumerable<Diagnostic> reported, string id, Marked[] files, params string[] messageParts)
    {
        string[] wanted = [.. files.SelectMany((file, index) =>
            file.Spans.Select(span => $"{id} at '{file.Source.Substring(span.Start, span.Length)}' in File{index}.cs:{span.Start}"))];
        string[] got = [.. reported.Select(diagnostic => Describe(diagnostic, files))];
        Assert.Equal(wanted.Order(), got.Order());
        foreach (Diagnostic diagnostic in reported)
        {
            Assert.Equal(Descriptors.ById(id).DefaultSeverity, diagnostic.Severity);
            string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            Assert.DoesNotContain("{", message.Replace("{ get;", ""), StringComparison.Ordinal);
            foreach (string part in messageParts)
                Assert.Contains(part, message, StringComparison.Ordinal);
        }
    }

    public static GeneratorRunResult NoDiagnostics(params string[] files)
    {
        GeneratorRunResult result = Project.Run(Project.Create(files));
        Nothing(string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.ToString())));
        return result;
    }

    /// <summary>Shows all of what should not be there, where <see cref="Assert.Empty"/> would cut it short.</summary>
    public static void Nothing(string complaints) => Assert.True(complaints.Length == 0, complaints);

    private static string Describe(Diagnostic diagnostic, Marked[] files)
    {
        FileLinePositionSpan lines = diagnostic.Location.GetLineSpan();
        int file = int.Parse(lines.Path["File".Length..^".cs".Length], CultureInfo.InvariantCulture);
        var span = diagnostic.Location.SourceSpan;
        // Lines and columns travel beside the offsets and must say the same.
        var text = Microsoft.CodeAnalysis.Text.SourceText.From(files[file].Source);
        Assert.Equal(text.Lines.GetLinePositionSpan(span), lines.Span);
        return $"{diagnostic.Id} at '{files[file].Source.Substring(span.Start, span.Length)}' in {lines.Path}:{span.Start}";
    }
}
