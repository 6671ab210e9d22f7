using FastGrad.Compiler;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Gpu;

/// <summary>Whether the models of a compilation get trainers for GPUs: what it references, and nothing that an edit of the user's code changes.</summary>
/// <param name="Level">How far ILGPU is there.</param>
/// <param name="Found">The assembly that is too old, with its version; else empty.</param>
/// <param name="Ahead">The project's property by which it is published without a JIT; empty for none.</param>
internal sealed record GpuSupport(GpuLevel Level, string Found, string Ahead)
{
    /// <summary>The first version that neither crashes on recent GPUs nor miscompiles a loop that it unrolls.</summary>
    public static readonly Version Needed = new(1, 5, 3);

    private static readonly GpuSupport _none = new(GpuLevel.None, "", "");

    /// <summary>Why models get no GPU trainer, in the words of a sentence that ends there; null where they do.</summary>
    public string? Hindrance => Level switch
    {
        GpuLevel.TooOld => $"{Found} is older than {Needed}: update ILGPU and ILGPU.Algorithms",
        GpuLevel.WithoutAlgorithms => $"ILGPU is referenced and ILGPU.Algorithms is not: add that package, {Needed} or later",
        _ => null,
    };

    /// <summary>What to tell about it, and with which words; null for nothing.</summary>
    public (DiagnosticDescriptor Descriptor, string[] Words)? Finding => Level switch
    {
        GpuLevel.TooOld => (GpuDescriptors.TooOld, [Found, Needed.ToString()]),
        GpuLevel.WithoutAlgorithms => (GpuDescriptors.WithoutAlgorithms, [Needed.ToString()]),
        GpuLevel.Usable when Ahead.Length > 0 => (GpuDescriptors.AheadOfTime, [Ahead]),
        _ => null,
    };

    public static GpuSupport Of(Compilation compilation, string ahead)
    {
        if (Defines(compilation, "ILGPU.Context") is not AssemblyIdentity ilgpu || Defines(compilation, "ILGPU.Runtime.Accelerator") is null)
            return _none;
        AssemblyIdentity? algorithms = Defines(compilation, "ILGPU.Algorithms.XMath");
        AssemblyIdentity? old = IsOld(ilgpu) ? ilgpu : algorithms is not null && IsOld(algorithms) ? algorithms : null;
        return old is not null ? new GpuSupport(GpuLevel.TooOld, $"{old.Name} {old.Version.ToString(3)}", ahead)
            : algorithms is null ? new GpuSupport(GpuLevel.WithoutAlgorithms, "", ahead)
            : new GpuSupport(GpuLevel.Usable, "", ahead);
    }

    /// <summary>The referenced assembly whose public type <c>global::name</c> means; null for none, or for several, of which C# could take neither.</summary>
    private static AssemblyIdentity? Defines(Compilation compilation, string name)
    {
        INamedTypeSymbol[] types = [.. compilation.GetTypesByMetadataName(name).Where(type =>
            type.DeclaredAccessibility == Accessibility.Public && IsGlobal(compilation, type.ContainingAssembly))];
        return types is [INamedTypeSymbol type] && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
            ? type.ContainingAssembly.Identity
            : null;
    }

    /// <summary>One that is only referenced under an alias of its own is out of generated code's reach.</summary>
    private static bool IsGlobal(Compilation compilation, IAssemblySymbol assembly) =>
        compilation.GetMetadataReference(assembly)?.Properties.Aliases is not { Length: > 0 } aliases || aliases.Contains("global");

    private static bool IsOld(AssemblyIdentity assembly) => assembly.Version < Needed;
}

/// <summary>How far a compilation references ILGPU.</summary>
internal enum GpuLevel
{
    None,
    TooOld,
    WithoutAlgorithms,
    Usable,
}
