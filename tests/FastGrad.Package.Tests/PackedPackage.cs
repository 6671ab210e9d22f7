using System.Reflection;

namespace FastGrad.Package.Tests;

/// <summary>The package, made from what was just built, in a temporary folder that is its only source and cache.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fastgrad-package-").FullName;

    public PackedPackage()
    {
        // NuGet keeps what it has once unpacked under a version: a version of its own, lest an old package is tested.
        Version = $"0.0.0-test.{Guid.NewGuid():N}";
        string configuration = typeof(PackedPackage).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        Dotnet.Run(
            Path.Combine(Repository(), "src", "FastGrad"),
            "pack", "--no-build", "-c", configuration, "-o", _folder, $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={Path.Combine(_folder, "nuspec")}");
        File = Path.Combine(_folder, $"FastGrad.{Version}.nupkg");
    }

    public string Version { get; }

    public string File { get; }

    /// <summary>A project that knows of FastGrad only this package.</summary>
    /// <param name="name">The folder's; each its own.</param>
    /// <param name="references">Assemblies that it references besides.</param>
    /// <returns>Its folder.</returns>
    public string CreateConsumer(string name = "consumer", params string[] references)
    {
        string project = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
            System.IO.File.Copy(file, Path.Combine(project, Path.GetFileNameWithoutExtension(file)));
        // The property is set after the restore, which would want the compiler that publishes ahead of time.
        System.IO.File.WriteAllText(Path.Combine(project, "More.targets"), $"""
            <Project>
              <ItemGroup>
                {string.Concat(references.Select(reference => $"<Reference Include=\"{reference}\" />"))}
              </ItemGroup>
              <Target Name="Publishing" BeforeTargets="GenerateMSBuildEditorConfigFileShouldRun" Condition="'$(Ahead)' == 'true'">
                <PropertyGroup>
                  <PublishAot>true</PublishAot>
                </PropertyGroup>
              </Target>
            </Project>
            """);
        System.IO.File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_folder, "packages")}" />
              </config>
              <packageSources>
                <clear />
                <add key="local" value="{_folder}" />
              </packageSources>
            </configuration>
            """);
        return project;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "FastGrad.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No FastGrad.sln above {AppContext.BaseDirectory}.");
    }
}
