using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>FG0036: a loss that is the same whatever the model gives.</summary>
internal static class IgnoredOutput
{
    public const string Id = "FG0036";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec)
    {
        HashSet<Node> read = Dependence.Of(traced.Graph.Roots[Roots.Loss]);
        return traced.Losses
            .Where(loss => !read.Contains(traced.Graph.Roots[Roots.OutputAt(loss.Output)]))
            .Select(loss => Named.Problem(Id, loss.Stage.Place, loss.Stage.Display(), spec.Type.Name, traced.Outputs[loss.Output].Name));
    }
}
