using FastGrad.Generator.Output;
using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FastGrad.Generator.Tests.Gpu;

/// <summary>Assemblies that bear ILGPU's names and versions and hardly more: what a project is found to reference.</summary>
internal static class Ilgpu
{
    private const string Core = """
        namespace ILGPU { public sealed class Context { } }
        namespace ILGPU.Runtime { public abstract class Accelerator { } }
        """;

    private const string Mathematics = "namespace ILGPU.Algorithms { public static class XMath { } }";

    /// <summary>ILGPU alone.</summary>
    public static MetadataReference Alone(string version = "1.5.3") => Assembly("ILGPU", version, Core);

    /// <summary>Both packages.</summary>
    public static MetadataReference[] Both(string version = "1.5.3", string? algorithms = null) =>
        [Alone(version), Assembly("ILGPU.Algorithms", algorithms ?? version, Mathematics)];

    public static MetadataReference Assembly(string name, string version, string source) => Project.Create(
        name, Project.Newest, [], $"[assembly: System.Reflection.AssemblyVersion(\"{version}.0\")]\n{source}").ToMetadataReference();

    /// <summary>A project of the user's that references more than FastGrad.</summary>
    public static CSharpCompilation With(IEnumerable<MetadataReference> references, params string[] files) =>
        Project.Create("User", Project.Newest, references, files);

    /// <summary>A driver that is told what a project's properties say: <c>("PublishAot", "true")</c>.</summary>
    public static CSharpGeneratorDriver Driver(params (string Property, string Value)[] properties) => (CSharpGeneratorDriver)CSharpGeneratorDriver.Create(
        [new FastGradGenerator().AsSourceGenerator()],
        parseOptions: Project.Newest,
        optionsProvider: Properties(properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static AnalyzerConfigOptionsProvider Properties(params (string Property, string Value)[] properties) =>
        new Options(properties.ToDictionary(property => "build_property." + property.Property, property => property.Value));

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value) => values.TryGetValue(key, out value!);
    }
}
