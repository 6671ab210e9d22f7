using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>
/// What keeps models from GPUs, said once for a project, at its first model: no attribute speaks of GPUs, and who references ILGPU may want it
/// for something else. So the first two only inform; who calls the trainer that is missing reads the reason there, as an error.
/// </summary>
internal static class GpuDescriptors
{
    public static readonly DiagnosticDescriptor TooOld = Rule.Information(
        "FG0063", "ILGPU is too old for GPU trainers",
        "Models of this project get no GPU trainer, because {0} is older than {1}; update ILGPU and ILGPU.Algorithms to {1} or later");

    public static readonly DiagnosticDescriptor WithoutAlgorithms = Rule.Information(
        "FG0064", "ILGPU.Algorithms is missing for GPU trainers",
        "Models of this project get no GPU trainer, because ILGPU is referenced and ILGPU.Algorithms, which has the mathematics, is not; "
        + "add the package ILGPU.Algorithms, {0} or later");

    public static readonly DiagnosticDescriptor AheadOfTime = Rule.Warning(
        "FG0065", "GPU trainers need a program with a JIT",
        "This project sets {0}, and GPU trainers of its models fail in a program that is published so, because ILGPU reads and compiles IL when it runs; "
        + "remove {0}, or the references to ILGPU, or disable FG0065 if no GPU trainer is made there");

    public static readonly DiagnosticDescriptor MixedDouble = Rule.Error(
        "FG0066", "Mixed precision is of floats",
        "Model '{0}' asks for mixed precision and computes in double, but mixed precision computes in float; "
        + "remove MixedPrecision or Precision.Double");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [TooOld, WithoutAlgorithms, AheadOfTime, MixedDouble];
}
