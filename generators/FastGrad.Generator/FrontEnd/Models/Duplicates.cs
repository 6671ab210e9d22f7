using FastGrad.Compiler;
using FastGrad.Compiler.Specs;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>
/// Inputs, outputs and targets become arguments of one method each of <c>Predict</c> and <c>Step</c>: an output <c>Policy</c> is
/// <c>policy</c> there, and what several losses compare it with <c>policyTarget</c>. Names that meet would be numbered, which nobody expects.
/// </summary>
internal static class Duplicates
{
    public static void Check(string model, ForwardSpec forward, IReadOnlyList<LossSpec> losses, bool exampleWeights, Location name, Findings findings)
    {
        // Such a model's arguments have the fixed names inputs, outputs and targets.
        if (forward is { Inputs: [{ Element: ElementType.Real }], Outputs.Count: 1 } && losses.Count == 1 && !exampleWeights)
            return;
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string input in forward.Inputs.Select(input => input.Name))
            Take(input, $"input '{input}'");
        // Two outputs that share a name would share their targets' too, which is one mistake.
        string[] apart = [.. forward.Outputs.Where(output => Take(Argument(output), $"output '{output}'"))];
        foreach (string output in losses.Count == 1 ? [] : apart.Where(output => losses.Any(loss => loss.Output == output)))
            Take(Argument(output) + "Target", $"the target of output '{output}'");
        if (losses.Count == 1)
            Take("targets", "the loss's targets");
        if (exampleWeights)
            Take("weights", "the examples' weights");

        bool Take(string argument, string what)
        {
            if (taken.TryGetValue(argument, out string? other))
            {
                findings.Report(Descriptors.DuplicateName, name, model, other, what, argument);
                return false;
            }
            taken.Add(argument, what);
            return true;
        }
    }

    private static string Argument(string output) => char.ToLowerInvariant(output[0]) + output.Substring(1);
}
