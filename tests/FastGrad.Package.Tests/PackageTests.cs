using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace FastGrad.Package.Tests;

public sealed class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    [Fact]
    public void CarriesTheLibraryAndItsGenerator()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        string[] entries = [.. archive.Entries.Select(entry => entry.FullName)];

        Assert.Contains("lib/net10.0/FastGrad.dll", entries);
        Assert.Contains("lib/net10.0/FastGrad.xml", entries);
        Assert.Contains("analyzers/dotnet/cs/FastGrad.Generator.dll", entries);
        Assert.Contains("analyzers/dotnet/cs/FastGrad.Compiler.dll", entries);
        Assert.Contains("diagnostics/FG0001.md", entries);
        // The host brings Roslyn; another copy beside the generator would be loaded instead.
        Assert.DoesNotContain(entries, entry => entry.Contains("Microsoft.CodeAnalysis"));
    }

    [Fact]
    public void DependsOnNothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        using Stream nuspec = archive.GetEntry("FastGrad.nuspec")!.Open();

        Assert.DoesNotContain(XDocument.Load(nuspec).Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void AFreshProjectTrainsWithIt()
    {
        string project = package.CreateConsumer();
        Dotnet.Run(project, "build", "-c", "Release", $"-p:FastGradVersion={package.Version}");

        string output = Dotnet.Run(project, "exec", Path.Combine("bin", "Release", "net10.0", "Consumer.dll"));

        double[] losses = Array.ConvertAll(output.Trim().Split(' '), text => double.Parse(text, CultureInfo.InvariantCulture));
        Assert.Equal(2, losses.Length);
        Assert.True(losses[1] < losses[0] / 10, $"The loss went from {losses[0]} to {losses[1]}.");
    }
}
