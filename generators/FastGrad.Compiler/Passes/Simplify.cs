using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>Algebra inside maps, equal values computed once, values without a reader dropped.</summary>
internal static class Simplify
{
    public static Graph Run(Graph graph)
    {
        var builder = new GraphBuilder();
        var copies = new Dictionary<Node, Node>();
        var known = new Dictionary<Key, Node>();
        HashSet<Node> needed = Needed(graph);
        foreach (Node node in graph.Nodes)
        {
            if (!needed.Contains(node))
                continue;
            copies[node] = node.Primitive switch
            {
                Constant constant => Known(constant, node, builder, known),
                Given => builder.Leaf(node.Primitive, node.Type, node.Hint),
                Scan scan => builder.Add(ScanBodies.Simplify(scan, node, graph, needed), [.. node.Operands.Select(operand => copies[operand])], node.Hint),
                _ => Rebuild(node, [.. node.Operands.Select(operand => copies[operand])], builder, known),
            };
        }
        foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            builder.Root(root.Key, copies[root.Value]);
        return DropUnread(builder.Build());
    }

    /// <summary>Numbers that are all the same are part of the bodies that read them.</summary>
    private static Node Known(Constant constant, Node node, GraphBuilder builder, Dictionary<Key, Node> known)
    {
        long first = BitConverter.DoubleToInt64Bits(constant.Values[0]);
        bool alike = constant.Values.All(value => BitConverter.DoubleToInt64Bits(value) == first);
        Primitive primitive = alike ? new Map(new Number(constant.Values[0]), node.Type) : constant;
        var key = new Key(primitive, [], node.Type);
        return known.TryGetValue(key, out Node? same) ? same
            : known[key] = alike ? builder.Add(primitive, [], node.Hint) : builder.Leaf(primitive, node.Type, node.Hint);
    }

    private static Node Rebuild(Node node, IReadOnlyList<Node> operands, GraphBuilder builder, Dictionary<Key, Node> known)
    {
        Primitive primitive = node.Primitive;
        if (primitive is Detach)
            return operands[0];
        while (true)
        {
            if (primitive is View view && operands[0].Shape == view.Shape)
            {
                operands[0].Suggest(node.Hint);
                return operands[0];
            }
            if (primitive is Map map)
            {
                (Expr body, operands) = Tidy(map.Body, operands);
                if (body is Argument && operands[0].Type == map.Type)
                    return operands[0];
                primitive = map with { Body = body };
            }
            if (Moves.Once(primitive, operands, node.Type) is not { } simpler)
                break;
            (primitive, operands) = simpler;
        }
        // A boundary is a place in memory, never the same as another.
        var key = new Key(primitive, operands, node.Type);
        if (primitive is not Boundary && known.TryGetValue(key, out Node? same))
            return same;
        return known[key] = builder.Add(primitive, operands, node.Hint);
    }

    /// <summary>The simplified body over the operands it still reads, each once.</summary>
    private static (Expr Body, IReadOnlyList<Node> Operands) Tidy(Expr body, IReadOnlyList<Node> operands)
    {
        var kept = new List<Node>();
        // An operand that is the same for all elements is part of the body.
        Expr inlined = Substitution.Arguments(body, index => operands[index].Primitive is Map constant && Hoist.IsUniform(constant.Body)
            ? constant.Body
            : new Argument(FirstIndex(operands, index)));
        Expr result = Substitution.Arguments(Algebra.Simplify(inlined), index =>
        {
            if (!kept.Contains(operands[index]))
                kept.Add(operands[index]);
            return new Argument(kept.IndexOf(operands[index]));
        });
        return (result, kept);
    }

    private static int FirstIndex(IReadOnlyList<Node> operands, int index)
    {
        for (int i = 0; i < index; i++)
        {
            if (operands[i] == operands[index])
                return i;
        }
        return index;
    }

    private static HashSet<Node> Needed(Graph graph)
    {
        var needed = new HashSet<Node>(graph.Roots.Values);
        for (int i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = graph.Nodes[i];
            // Leaves stay: parameters exist whether read or not. A constant is nobody's.
            if (node.Primitive is Given and not Constant)
                needed.Add(node);
            if (needed.Contains(node))
                needed.UnionWith(node.Operands);
        }
        return needed;
    }

    private static Graph DropUnread(Graph graph)
    {
        HashSet<Node> needed = Needed(graph);
        if (needed.Count == graph.Nodes.Count)
            return graph;
        var builder = new GraphBuilder();
        var copies = new Dictionary<Node, Node>();
        foreach (Node node in graph.Nodes.Where(needed.Contains))
        {
            copies[node] = node.Primitive is Given
                ? builder.Leaf(node.Primitive, node.Type, node.Hint)
                : builder.Add(node.Primitive, [.. node.Operands.Select(operand => copies[operand])], node.Hint);
        }
        foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            builder.Root(root.Key, copies[root.Value]);
        return builder.Build();
    }

    /// <summary>What makes two values the same.</summary>
    private sealed class Key(Primitive primitive, IReadOnlyList<Node> operands, TensorType type) : IEquatable<Key>
    {
        private readonly Primitive _primitive = primitive;
        private readonly IReadOnlyList<Node> _operands = operands;
        private readonly TensorType _type = type;

        public bool Equals(Key? other) =>
            other is not null && _primitive.Equals(other._primitive) && _type == other._type && _operands.SequenceEqual(other._operands);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode() =>
            _operands.Aggregate(_primitive.GetHashCode(), (hash, operand) => unchecked(hash * 31 + operand.Id));
    }
}
