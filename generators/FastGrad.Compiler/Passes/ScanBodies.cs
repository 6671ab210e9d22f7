using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>The passes in the body of a scan.</summary>
internal static class ScanBodies
{
    /// <summary>Without the stacked roots that nobody reads.</summary>
    public static Scan Simplify(Scan scan, Node node, Graph graph, HashSet<Node> needed)
    {
        var read = new HashSet<string>(graph.Nodes
            .Where(result => needed.Contains(result) && result.Primitive is ScanResult && result.Operands[0] == node)
            .Select(result => ((ScanResult)result.Primitive).Root));
        var roots = new Dictionary<string, Node>();
        foreach (KeyValuePair<string, Node> root in scan.Body.SortedRoots)
        {
            if (read.Contains(root.Key) || !scan.Outs.Any(index => Scan.Out(index) == root.Key))
                roots[root.Key] = root.Value;
        }
        return scan with { Body = Passes.Simplify.Run(new Graph(scan.Body.Nodes, roots)) };
    }

    /// <summary>
    /// Gives each root a value of its own to lie in a stack or a state under; only a state's next value may be a stacked root as well, and a
    /// state as it comes in. And, as around the scan, memory of ours to what a kernel must find there.
    /// </summary>
    public static Scan Anchor(Scan scan, IReadOnlyList<Node> operands)
    {
        var builder = new GraphBuilder();
        var copies = new Dictionary<Node, Node>();
        var owned = new Dictionary<Node, Node>();
        foreach (Node node in scan.Body.Nodes)
        {
            if (node.Primitive is Given)
            {
                copies[node] = builder.Leaf(node.Primitive, node.Type, node.Hint);
                continue;
            }
            Node[] read = [.. node.Operands.Select(operand => copies[operand])];
            for (int i = 0; i < read.Length; i++)
            {
                if (Passes.Anchor.NeedsPadding(node.Primitive, i) && !IsPadded(read[i]))
                    read[i] = owned.TryGetValue(read[i], out Node? known) ? known : owned[read[i]] = Own(read[i]);
            }
            copies[node] = builder.Add(node.Primitive, read, node.Hint);
        }
        var states = new HashSet<Node>();
        foreach (Node state in scan.States)
        {
            string next = Scan.Next(((ScanLeaf)state.Primitive).Index);
            Node value = copies[scan.Body.Roots[next]];
            if (Storage.Of(value).Primitive is Given || !states.Add(Storage.Of(value)))
                value = Own(value);
            states.Add(Storage.Of(value));
            builder.Root(next, value);
        }
        var stacked = new HashSet<Node>();
        foreach (int index in scan.Outs)
        {
            Node value = copies[scan.Body.Roots[Scan.Out(index)]];
            if (Storage.Of(value).Primitive is Given and not ScanLeaf { Kind: ScanLeafKind.State } || !stacked.Add(Storage.Of(value)))
                value = Own(value);
            stacked.Add(Storage.Of(value));
            builder.Root(Scan.Out(index), value);
        }
        return scan with { Body = builder.Build() };

        bool IsPadded(Node operand) => Storage.Of(operand).Primitive is ScanLeaf { Kind: not ScanLeafKind.State } leaf
            ? Passes.Anchor.IsPadded(operands[leaf.Operand])
            : Passes.Anchor.IsPadded(operand);

        Node Own(Node value) => builder.Map(new Argument(0), value.Type, [value]);
    }

    /// <summary>The kernels of one step, in order. What lies in the scan's stacks is not planned here.</summary>
    public static LoweredGraph Lower(Scan scan, bool fuse)
    {
        KernelGraph kernels = Fuse.Run(scan.Body, fuse);
        IReadOnlyList<Kernel> schedule = Schedule.Run(kernels);
        HashSet<Node> apart = [.. scan.Body.Roots.Values.Select(Storage.Of)];
        MemoryPlan memory = PlanMemory.Run(kernels with { Stored = [.. kernels.Stored.Where(node => !apart.Contains(node))] }, schedule);
        return new LoweredGraph(scan.Body, schedule, kernels.Stored, memory);
    }
}
