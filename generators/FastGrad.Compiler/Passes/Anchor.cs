using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Prepares a differentiated graph for fusing. Each boundary gets a value of its own to lie in memory under; and what backward shares with
/// the loss is computed by both, because backward also runs on an output gradient from outside, where no loss was computed.
/// </summary>
internal static class Anchor
{
    public static Graph Run(Graph graph)
    {
        HashSet<Node> forward = Ancestors(graph.Roots[Roots.Output]);
        HashSet<Node> loss = Ancestors(graph.Roots[Roots.Loss]);
        loss.UnionWith(Ancestors(graph.Roots[Roots.OutputGradient]));

        var builder = new GraphBuilder();
        var copies = new Dictionary<Node, Node>();
        var backwardCopies = new Dictionary<Node, Node>();
        foreach (Node node in graph.Nodes)
            copies[node] = Copy(node, operand => IsBackward(node) ? ForBackward(operand) : copies[operand]);
        foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            builder.Root(root.Key, IsBackwardRoot(root.Key) ? ForBackward(root.Value) : copies[root.Value]);
        return builder.Build();

        bool IsBackward(Node node) => !forward.Contains(node) && !loss.Contains(node) && !IsLeaf(node);

        bool IsBackwardRoot(string root) => root is not (Roots.Output or Roots.Loss or Roots.OutputGradient);

        Node ForBackward(Node node)
        {
            if (!loss.Contains(node) || forward.Contains(node) || IsLeaf(node) || node.Primitive is Boundary)
                return copies[node];
            return backwardCopies.TryGetValue(node, out Node? known) ? known : backwardCopies[node] = Copy(node, ForBackward);
        }

        Node Copy(Node node, Func<Node, Node> operand)
        {
            if (IsLeaf(node))
                return builder.Leaf(node.Primitive, node.Type, node.Hint);
            Node[] operands = [.. node.Operands.Select(operand)];
            if (node.Primitive is Boundary && !CanAnchor(operands[0]))
                operands[0] = builder.Map(new Argument(0), new TensorType(node.Shape, Batched: true), [operands[0]]);
            if (node.Primitive is Boundary)
                operands[0].Suggest(node.Hint);
            return builder.Add(node.Primitive, operands, node.Hint);
        }

        // A leaf lies elsewhere; another boundary's value may not be overwritten with this one's.
        bool CanAnchor(Node node) => Storage.Of(node).Primitive is not Given && node.Type.Batched
            && !node.Shape.IsScalar && !Storage.IsBehindBoundary(node);
    }

    private static bool IsLeaf(Node node) => node.Primitive is Given;

    private static HashSet<Node> Ancestors(Node node)
    {
        var ancestors = new HashSet<Node>();
        var pending = new Stack<Node>([node]);
        while (pending.Count > 0)
        {
            Node next = pending.Pop();
            if (ancestors.Add(next))
            {
                foreach (Node operand in next.Operands)
                    pending.Push(operand);
            }
        }
        return ancestors;
    }
}

/// <summary>Views and boundaries are other names of a value: where it really lies.</summary>
internal static class Storage
{
    public static Node Of(Node node)
    {
        while (node.Primitive is View or Boundary)
            node = node.Operands[0];
        return node;
    }

    public static bool IsBehindBoundary(Node node)
    {
        while (node.Primitive is View)
            node = node.Operands[0];
        return node.Primitive is Boundary;
    }
}
