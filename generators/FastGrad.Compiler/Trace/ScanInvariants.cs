using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>What a cell computes of captured values alone is the same at every step: it goes before the loop, and the cell captures it.</summary>
internal static class ScanInvariants
{
    /// <param name="outer">Where the scan stands.</param>
    /// <param name="body">The cell as traced.</param>
    /// <param name="operands">The scan's.</param>
    public static (Graph Body, IReadOnlyList<Node> Operands) Lift(GraphBuilder outer, Graph body, IReadOnlyList<Node> operands)
    {
        // Numbers out of nothing go along with either side.
        var free = new HashSet<Node>(body.Nodes.Where(node => node.Primitive is Constant || (node.Primitive is Map && node.Operands.Count == 0)));
        var invariant = new HashSet<Node>(free.Concat(body.Nodes.Where(node => node.Primitive is ScanLeaf { Kind: ScanLeafKind.Shared })));
        foreach (Node node in body.Nodes)
        {
            if (node.Operands.Count > 0 && node.Operands.All(invariant.Contains))
                invariant.Add(node);
        }
        bool IsLifted(Node node) => invariant.Contains(node) && !free.Contains(node) && node.Primitive is not Given;

        // What the loop reads of them, and what those are made of.
        var needed = new HashSet<Node>(body.Roots.Values.Concat(body.Nodes.Where(node => !IsLifted(node)).SelectMany(node => node.Operands)).Where(IsLifted));
        for (int i = body.Nodes.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(body.Nodes[i]))
                needed.UnionWith(body.Nodes[i].Operands);
        }
        var outside = new Dictionary<Node, Node>();
        foreach (Node node in body.Nodes.Where(needed.Contains))
        {
            outside[node] = node.Primitive switch
            {
                ScanLeaf leaf => operands[leaf.Operand],
                Given => outer.Leaf(node.Primitive, node.Type, node.Hint),
                _ => outer.Add(node.Primitive, [.. node.Operands.Select(operand => outside[operand])], node.Hint),
            };
        }

        var builder = new GraphBuilder();
        var inside = new Dictionary<Node, Node>();
        List<Node> captured = [.. operands];
        foreach (Node node in body.Nodes)
        {
            if (node.Primitive is Given)
                inside[node] = builder.Leaf(node.Primitive, node.Type, node.Hint);
            else if (!IsLifted(node))
                inside[node] = builder.Add(node.Primitive, [.. node.Operands.Select(Inside)], node.Hint);
        }
        foreach (KeyValuePair<string, Node> root in body.SortedRoots)
            builder.Root(root.Key, Inside(root.Value));
        return (builder.Build(), captured);

        Node Inside(Node node)
        {
            if (!inside.TryGetValue(node, out Node? known))
            {
                captured.Add(outside[node]);
                inside[node] = known = builder.Leaf(new ScanLeaf(ScanLeafKind.Shared, captured.Count - 1), node.Type, node.Hint);
            }
            return known;
        }
    }
}
