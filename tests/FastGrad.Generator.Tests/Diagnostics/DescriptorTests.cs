using System.Globalization;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Tests.Diagnostics;

public class DescriptorTests
{
    public static TheoryData<string> Ids => [.. Descriptors.All.Select(descriptor => descriptor.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void EachHasAHelpPage(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.ById(id);
        // A package does not know where it is hosted: the page travels inside.
        Assert.Equal("", descriptor.HelpLinkUri);
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "HelpPages", id + ".md"));
        Assert.StartsWith($"# {id}: {descriptor.Title.ToString(CultureInfo.InvariantCulture)}\n", page, StringComparison.Ordinal);
        Assert.Equal(0, page.Split("```").Length % 2 - 1);
        Assert.Contains("\n## Right\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EachIsTracked(string id)
    {
        string[] lines = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Releases")).SelectMany(File.ReadAllLines)];
        Assert.Single(lines, line => line.StartsWith(id + " ", StringComparison.Ordinal));
    }

    [Fact]
    public void HelpPagesAreOfKnownIds() =>
        Assert.Equal(
            Descriptors.All.Select(descriptor => descriptor.Id).Order(),
            Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "HelpPages")).Select(Path.GetFileNameWithoutExtension).Order());

    [Fact]
    public void WarningsAreOfWhatIsLegal() => Assert.Equal(
        ["FG0035", "FG0037", "FG0038", "FG0039", "FG0040", "FG0041", "FG0061", "FG0063", "FG0064", "FG0065"],
        Descriptors.All.Where(descriptor => descriptor.DefaultSeverity != DiagnosticSeverity.Error).Select(descriptor => descriptor.Id).Order());

    [Fact]
    public void IdsAreNumbers() => Assert.All(Descriptors.All, descriptor =>
        Assert.True(descriptor.Id.StartsWith("FG", StringComparison.Ordinal) && int.TryParse(descriptor.Id[2..], out int number)
            && descriptor.Id == "FG" + number.ToString("0000", CultureInfo.InvariantCulture)));
}
