using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>FG0037: a layer that <c>Forward</c> never calls, and a result that goes nowhere, with what was learned for it. What is wrong with a formula by itself: <see cref="FormulaChecks"/>.</summary>
internal static class Unused
{
    public const string Id = "FG0037";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec) => NeverCalled(traced, spec).Concat(Dropped(traced, spec));

    private static IEnumerable<Problem> NeverCalled(TracedModel traced, ModelSpec spec) => spec.Stages
        .Where(stage => stage.Name.Length > 0 && traced.Stages.All(called => called.Name != stage.Name))
        .Select(stage => Named.Problem(
            Id, stage.Place, $"Layer '{stage.Name}' of model '{spec.Type.Name}' is never called from Forward", "call it, or remove it"));

    private static IEnumerable<Problem> Dropped(TracedModel traced, ModelSpec spec)
    {
        HashSet<Node> given = Dependence.Of(traced.Graph.Roots.Values);
        HashSet<Node> read = [.. traced.Graph.Nodes.SelectMany(node => node.Operands)];
        // One that no formula reads is left out by a setting (a layer without its bias), or is the formula's own warning.
        var dropped = traced.Graph.Nodes
            .Where(node => node.Primitive is ParameterLeaf && read.Contains(node) && !given.Contains(node))
            .Select(node => traced.Parameters[((ParameterLeaf)node.Primitive).Index])
            .GroupBy(parameter => Named.StageOf(traced, parameter)?.Place ?? 0);
        foreach (var group in dropped)
        {
            string names = Named.List([.. group.Select(parameter => parameter.Name)]);
            yield return Named.Problem(
                Id, group.Key, $"Nothing that model '{spec.Type.Name}' gives depends on {names}", "use the value that is computed with it, or remove it");
        }
    }
}
