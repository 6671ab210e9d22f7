using FastGrad.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>Models with their parts for GPUs, compiled against the double of ILGPU.</summary>
internal static class GpuPrograms
{
    public static readonly MetadataReference[] Ilgpu =
    [
        MetadataReference.CreateFromFile(typeof(ILGPU.Context).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(ILGPU.Algorithms.XMath).Assembly.Location),
    ];

    /// <summary>The program with all that is generated, without a complaint.</summary>
    public static Compilation Compile(params string[] files)
    {
        GeneratorRunResult result = Project.Run(Gpu.Ilgpu.With(Ilgpu, files), out Compilation output);
        Expect.Nothing(string.Join("\n", result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        Expect.Nothing(string.Join("\n", output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        return output;
    }
}
