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
        Assert.Contains("README.md", entries);
        Assert.Contains("diagnostics/FG0001.md", entries);
        Assert.Contains("build/FastGrad.props", entries);
        Assert.Contains("buildTransitive/FastGrad.props", entries);
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

    [Fact]
    public void WithoutIlgpuNothingOfGpusIsGenerated()
    {
        string project = package.CreateConsumer("cpu");
        string[] files = Generated(project, Build(project, "-p:Ahead=true"));

        Assert.Contains("Product.g.cs", files);
        Assert.DoesNotContain(files, file => file.Contains("Gpu"));
    }

    /// <summary>With the double of ILGPU, for the packages are not to be had everywhere.</summary>
    [Fact]
    public void WithIlgpuKernelsAreGeneratedAndCompiled()
    {
        string project = package.CreateConsumer("gpu", Ilgpu());
        string[] files = Generated(project, Build(project));

        Assert.Contains("Product.Gpu.g.cs", files);
        Assert.Contains("FastGrad.Gpu.Frame.g.cs", files);
        Assert.DoesNotContain("FastGrad.Gpu.Frame.Double.g.cs", files);
    }

    /// <summary>A property of the project reaches the generator through the package's own file of properties.</summary>
    [Fact]
    public void APublicationAheadOfTimeIsAWarning()
    {
        string project = package.CreateConsumer("ahead", Ilgpu());

        var failed = Assert.Throws<InvalidOperationException>(() => Build(project, "-p:Ahead=true"));
        Assert.Contains("error FG0065: This project sets PublishAot", failed.Message);
        // A warning: it is this project that makes errors of them.
        Assert.Contains("FG0065", Build(project, "-p:Ahead=true", "-p:TreatWarningsAsErrors=false"));
    }

    private static string[] Ilgpu() =>
        [.. new[] { "ILGPU.dll", "ILGPU.Algorithms.dll" }.Select(file => Path.Combine(AppContext.BaseDirectory, file))];

    private string Build(string project, params string[] more) => Dotnet.Run(
        project, ["build", "-c", "Release", $"-p:FastGradVersion={package.Version}", "-p:EmitCompilerGeneratedFiles=true", .. more]);

    /// <summary>Names of the files that the generator wrote, for which the build has to have run.</summary>
    private static string[] Generated(string project, string built)
    {
        Assert.Contains("Consumer.dll", built);
        return [.. Directory.EnumerateFiles(Path.Combine(project, "obj"), "*.g.cs", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
    }
}
