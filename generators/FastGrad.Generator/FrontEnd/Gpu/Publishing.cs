using Microsoft.CodeAnalysis.Diagnostics;

namespace FastGrad.Generator.FrontEnd.Gpu;

/// <summary>How a project is published, as its properties say. <c>FastGrad.props</c> of the package makes them visible.</summary>
internal static class Publishing
{
    private static readonly string[] _ahead = ["PublishAot", "PublishTrimmed"];

    /// <summary>The first property that is set by which ILGPU, which reads and emits IL at run time, does not survive; empty for none.</summary>
    public static string Ahead(AnalyzerConfigOptions options) => _ahead.FirstOrDefault(name => IsTrue(options, name)) ?? "";

    private static bool IsTrue(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out string? value) && bool.TryParse(value, out bool isTrue) && isTrue;
}
