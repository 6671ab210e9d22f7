using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Specs;
using FastGrad.Compiler.Trace;

namespace FastGrad.Compiler.Checks;

/// <summary>FG0035: parameters that reach the loss, but only through something flat, so that their gradient is 0 whatever the data.</summary>
internal static class NeverLearns
{
    public const string Id = "FG0035";

    public static IEnumerable<Problem> Find(TracedModel traced, ModelSpec spec)
    {
        Node loss = traced.Graph.Roots[Roots.Loss];
        HashSet<Node> read = Dependence.Of(loss), learned = Dependence.WithSlope(loss);
        List<TracedLoss> flat = [.. traced.Losses.Where(own => IsFlat(traced.Graph.Roots[Roots.OutputAt(own.Output)]))];
        foreach (TracedLoss own in flat)
        {
            Node output = traced.Graph.Roots[Roots.OutputAt(own.Output)];
            yield return Named.Problem(Id, own.Stage.Place, $"Model '{spec.Type.Name}' never learns", $"[{own.Stage.Display()}] sees the output", Obstacles(output));
        }
        // The parameters behind a flat loss have that one reason.
        if (flat.Count == traced.Losses.Count)
            yield break;

        var stuck = traced.Graph.Nodes
            .Where(node => node.Primitive is ParameterLeaf leaf && !traced.Parameters[leaf.Index].IsFrozen && IsFlat(node))
            .Select(node => (Parameter: traced.Parameters[((ParameterLeaf)node.Primitive).Index], Why: Obstacles(node)))
            .GroupBy(entry => (Place: Named.StageOf(traced, entry.Parameter)?.Place ?? 0, entry.Why));
        foreach (var group in stuck)
        {
            string names = Named.List([.. group.Select(entry => entry.Parameter.Name)]);
            (string verb, string it) = group.Skip(1).Any() ? ("never learn", "them") : ("never learns", "it");
            yield return Named.Problem(Id, group.Key.Place, $"{names} of model '{spec.Type.Name}' {verb}", "the loss sees " + it, group.Key.Why);
        }

        bool IsFlat(Node node) => read.Contains(node) && !learned.Contains(node);

        string Obstacles(Node from) => string.Join(" and ", Walls(traced.Graph, from, read, learned).Select(Describe).Distinct().Take(3));
    }

    /// <summary>Where the ways from a value to the loss end for its gradient: a reader that has one, and the operand through which it has none.</summary>
    private static IEnumerable<(Node Node, int Operand)> Walls(Graph graph, Node from, HashSet<Node> read, HashSet<Node> learned)
    {
        var behind = new HashSet<Node> { from };
        foreach (Node node in graph.Nodes.Where(read.Contains))
        {
            for (int i = 0; i < node.Operands.Count; i++)
            {
                // The maximum that a softmax subtracts is ours, and never the only way.
                if (!behind.Contains(node.Operands[i]) || node is { Primitive: Detach, Hint: "maximum" })
                    continue;
                // What flattens stands between both: it may itself have no gradient to hand on.
                if (!Dependence.HasSlope(node, i))
                    yield return (node, i);
                else if (!learned.Contains(node))
                    behind.Add(node);
            }
        }
    }

    private static string Describe((Node Node, int Operand) wall) => wall.Node.Primitive switch
    {
        Detach => "Ops.StopGradient",
        _ when wall.Node.Hint == "candidates" => "Ops.ArgMax, whose result is an index",
        Pick => "the index of an element",
        Gather => "the indices of Ops.Gather",
        Scatter => "the indices of Ops.Scatter",
        Map map when Flattens(map.Body, wall.Operand, static expr => expr is WithDerivative { Inputs.Count: 0 }) => "Ops.StopGradient",
        Map map when Flattens(map.Body, wall.Operand, static expr => expr is Unary { Op: UnaryOp.Floor }) => "Floor, which is flat",
        Map map when Flattens(map.Body, wall.Operand, IsCondition) => "a condition, which is flat",
        Map => "an expression whose derivative is 0",
        _ => "a value without a derivative",
    };

    private static bool IsCondition(Expr expr) => GraphVerifier.IsTruth(expr);

    /// <summary>Whether an operation of that sort stands above an argument.</summary>
    private static bool Flattens(Expr body, int argument, Func<Expr, bool> sort)
    {
        var seen = new HashSet<(Expr, bool)>();
        return Search(body, false);

        bool Search(Expr expr, bool under)
        {
            if (expr is Ir.Argument own)
                return under && own.Index == argument;
            under |= sort(expr);
            return seen.Add((expr, under)) && expr.Operands.Any(operand => Search(operand, under));
        }
    }
}
