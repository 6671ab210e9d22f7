using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// FG0038: an output that no loss reads and that has parameters of its own, which then do not learn. One that only shows what other
/// outputs learn with (probabilities beside logits) is as it should be.
/// </summary>
internal static class UnreadOutput
{
    public const string Id = "FG0038";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec)
    {
        HashSet<Node> read = Dependence.Of(traced.Graph.Roots[Roots.Loss]);
        for (int i = 0; i < traced.Outputs.Count; i++)
        {
            if (traced.Losses.Any(loss => loss.Output == i))
                continue;
            string[] own = [.. Dependence.Of(traced.Graph.Roots[Roots.OutputAt(i)])
                .Where(node => node.Primitive is ParameterLeaf && !read.Contains(node))
                .OrderBy(node => node.Id)
                .Select(node => traced.Parameters[((ParameterLeaf)node.Primitive).Index].Name)];
            if (own.Length > 0)
                yield return Named.Problem(Id, 0, traced.Outputs[i].Name, spec.Type.Name, Named.List(own));
        }
    }
}
