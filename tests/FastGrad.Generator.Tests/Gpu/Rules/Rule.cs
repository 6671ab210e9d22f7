namespace FastGrad.Generator.Tests.Gpu.Rules;

/// <summary>What ILGPU's kernels may not do, by name: it does not compile, or compiles to something else, or is slow without a word.</summary>
internal enum Rule
{
    /// <summary>Entry points are public static, as are their types and those of their parameters: ILGPU's CPU accelerator calls them from outside.</summary>
    Accessible,

    /// <summary>ILGPU's typed loaders take at most 14 parameters.</summary>
    FewParameters,

    /// <summary>A parameter is a view, a number, or a struct of them; no bool, no char.</summary>
    ParameterTypes,

    /// <summary>A parameter struct has its views first and then numbers, none larger than one before it: padding is laid out wrongly.</summary>
    ParameterOrder,

    /// <summary>Neither a class nor a boxed value; nothing is made but structs.</summary>
    NoObjects,
    NoArrays,

    /// <summary>A local array that a variable indexes lies in memory.</summary>
    NoLocalMemory,
    NoSpans,
    NoStackAlloc,
    NoInlineArrays,
    NoStatics,
    NoExceptions,
    NoClosures,
    NoRecursion,
    NoStrings,
    NoForEach,
    NoLinq,
    NoAsync,
    NoGoto,
    NoUnsafe,

    /// <summary>System.Half, which ILGPU has a type of its own for.</summary>
    NoHalf,

    /// <summary>The types of System.Numerics and System.Runtime.Intrinsics.</summary>
    NoVectors,

    /// <summary>Clamp (it throws), FusedMultiplyAdd (unresolved), ReciprocalSqrtEstimate (recurses), Tanh (approximate).</summary>
    NoTreacherousMath,

    /// <summary>Mathematics on doubles in kernels of floats.</summary>
    NoDoubleMath,

    /// <summary>Sums in the order in which lanes happen to come differ from run to run.</summary>
    NoFloatAtomics,

    /// <summary>Nothing leaves a function while others of the group wait at a barrier.</summary>
    NoReturnBeforeBarrier,

    /// <summary>Whether a barrier is reached depends on nothing that differs from lane to lane.</summary>
    UniformBarriers,

    /// <summary>A method of another assembly that nobody has seen ILGPU compile.</summary>
    NothingForeign,
}

/// <param name="Rule">Which one is broken.</param>
/// <param name="Where">The method.</param>
/// <param name="What">The text that breaks it.</param>
internal sealed record Violation(Rule Rule, string Where, string What)
{
    public override string ToString() => $"{Rule}: {Where}: {What}";
}
