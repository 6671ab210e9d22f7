using System.Globalization;
using FastGrad.Generator.Diagnostics;
using FastGrad.Generator.Tests.Diagnostics.FirstHours;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Diagnostics;

/// <summary>A help page is believed, so what it calls wrong must be reported as it says, and what it calls right must build.</summary>
public class HelpPageTests
{
    /// <summary>Of a project file, and of a mistake of ours: nothing a program could show.</summary>
    private static readonly string[] _withoutProgram = ["FG0010", "FG0013", "FG0015", "FG0063", "FG0064", "FG0065"];

    public static TheoryData<string> Pages =>
        [.. Descriptors.All.Select(descriptor => descriptor.Id).Where(id => !_withoutProgram.Contains(id))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void WhatItCallsWrongIsReported(string id)
    {
        IReadOnlyList<Diagnostic> said = User.Build(Block(id, "Wrong"));
        Assert.NotEmpty(said);
        Assert.All(said, diagnostic => Assert.Equal(id, diagnostic.Id));
        // A page may quote the message, broken into lines as text is.
        string quoted = string.Join(" ", Section(id, "Wrong").Split('\n').Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..]));
        if (quoted.Length > 0)
            Assert.Contains(quoted, said.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void WhatItCallsRightBuilds(string id) =>
        Assert.Empty(User.Build(Block(id, "Right")).Select(diagnostic => diagnostic.ToString()));

    [Fact]
    public void AnEditorShowsThePage()
    {
        string text = Descriptors.ById("FG0040").Description.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(File.ReadAllText(Page("FG0040")), text);
    }

    private static string Block(string id, string heading) => Section(id, heading).Split("```csharp\n")[1].Split("\n```")[0];

    private static string Section(string id, string heading)
    {
        string page = File.ReadAllText(Page(id));
        string section = page[page.IndexOf($"\n## {heading}\n", StringComparison.Ordinal)..];
        int end = section.IndexOf("\n## ", 4, StringComparison.Ordinal);
        return end < 0 ? section : section[..end];
    }

    private static string Page(string id) => Path.Combine(AppContext.BaseDirectory, "HelpPages", id + ".md");
}
