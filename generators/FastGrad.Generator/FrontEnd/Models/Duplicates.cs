using FastGrad.Compiler;
using FastGrad.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FastGrad.Generator.FrontEnd.Models;

/// <summary>
/// Inputs, outputs and targets become arguments of one method each of <c>Predict</c> and <c>Step</c>: an output <c>Policy</c> is
/// <c>policy</c> there, and what it is compared with <c>policyTarget</c>.
/// </summary>
internal static class Duplicates
{
    public static void Check(string model, ForwardSpec forward, int losses, bool exampleWeights, Location name, Findings findings)
    {
        // Such a model's arguments have the fixed names inputs, outputs and targets.
        if (forward.Inputs.Count == 1 && forward.Outputs.Count == 1 && losses == 1 && !exampleWeights)
            return;
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string input in forward.Inputs.Select(input => input.Name))
            Take(input, $"input '{input}'");
        // Two outputs that share a name would share their targets' too, which is one mistake.
        foreach (string output in forward.Outputs.Where(output => Take(Argument(output), $"output '{output}'")).ToArray())
            Take(Argument(output) + "Target", $"the target of output '{output}'");
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
