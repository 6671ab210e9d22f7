namespace FastGrad.Compiler.Ir;

/// <summary>The same graph over other primitives: what a pass does that changes nodes one by one, in the bodies of scans too.</summary>
public static class GraphRewriter
{
    public static Graph Rewrite(Graph graph, Func<Node, Primitive> rewrite)
    {
        var builder = new GraphBuilder();
        var copies = new Dictionary<Node, Node>();
        foreach (Node node in graph.Nodes)
        {
            copies[node] = node.Primitive is Given
                ? builder.Leaf(node.Primitive, node.Type, node.Hint)
                : builder.Add(node.Primitive is Scan scan ? scan with { Body = Rewrite(scan.Body, rewrite) } : rewrite(node), [.. node.Operands.Select(operand => copies[operand])], node.Hint);
        }
        foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            builder.Root(root.Key, copies[root.Value]);
        return builder.Build();
    }
}
