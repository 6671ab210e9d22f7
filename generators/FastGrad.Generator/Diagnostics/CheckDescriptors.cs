using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.Diagnostics;

/// <summary>
/// What is found by looking at declarations that could be compiled: most of it legal and only suspicious, so a warning. Each check is a
/// file of its own in <c>FastGrad.Compiler/Checks</c>.
/// </summary>
internal static class CheckDescriptors
{
    public static readonly DiagnosticDescriptor NeverLearns = Rule.Warning(
        "FG0035", "A gradient is zero everywhere",
        "{0}: the gradient is 0 everywhere, because {1} only through {2}");

    public static readonly DiagnosticDescriptor OutputIgnored = Rule.Error(
        "FG0036", "A loss does not depend on the output",
        "Loss [{0}] of model '{1}' is the same whatever output '{2}' is, so there is nothing to learn; compute it from the output");

    public static readonly DiagnosticDescriptor Unused = Rule.Warning(
        "FG0037", "Something learned is never used",
        "{0}; {1}");

    public static readonly DiagnosticDescriptor OutputUnread = Rule.Warning(
        "FG0038", "No loss reads an output",
        "No loss reads output '{0}' of model '{1}', so {2} never learn; add a loss with Output = \"{0}\", or disable FG0038 if that is meant");

    public static readonly DiagnosticDescriptor NeverAssigned = Rule.Warning(
        "FG0039", "A formula never assigns what it keeps",
        "[{0}] never assigns {1}, {2}");

    public static readonly DiagnosticDescriptor SquashedTwice = Rule.Warning(
        "FG0040", "A loss of logits gets squashed numbers",
        "Loss [{0}] of model '{1}' takes logits, numbers of any size, and squashes them itself, but {2}; {3}");

    public static readonly DiagnosticDescriptor OneSided = Rule.Warning(
        "FG0041", "The output of a regression is flat at one end",
        "Model '{0}' learns numbers, but its output '{1}' gives only ones {2} and learns nothing where it stands at that end; "
        + "remove {3}, or let it be nowhere flat");

    public static readonly DiagnosticDescriptor OverBudget = Rule.Error(
        "FG0042", "A trainer does not fit into its memory budget",
        "A trainer of model '{0}' needs {1} at a capacity of {2}, but MemoryBudget is {3}; most of it are {4}; {5}");

    public static readonly DiagnosticDescriptor Misplaced = Rule.Error(
        "FG0043", "An attribute stands where it means nothing",
        "[{0}] stands on {1}, but {2}");

    public static readonly DiagnosticDescriptor TooLarge = Rule.Error(
        "FG0044", "A model is too large",
        "{0}, but at most 2147483647 are possible; make it smaller");

    public static readonly DiagnosticDescriptor AllFrozen = Rule.Warning(
        "FG0061", "Nothing of a model learns",
        "Model '{0}' learns nothing, because all that it could learn is frozen ({1}); leave a layer free, or ask for what training still gives "
        + "with [Model(InputGradient = true)]");

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NeverLearns, OutputIgnored, Unused, OutputUnread, NeverAssigned, SquashedTwice, OneSided, OverBudget, Misplaced, TooLarge, AllFrozen,
    ];
}
