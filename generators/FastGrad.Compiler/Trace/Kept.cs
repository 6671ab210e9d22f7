using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>What a model keeps between calls, in the order in which its formulas first ask for it: the same in training and in inference.</summary>
internal sealed class Kept
{
    public List<ParameterInfo> Parameters { get; } = [];

    public List<ParameterInfo> Buffers { get; } = [];

    public List<ParameterInfo> States { get; } = [];

    /// <summary>Its index; a layer that is called again finds what it had.</summary>
    public static int Find(List<ParameterInfo> list, ParameterInfo info)
    {
        int known = list.FindIndex(other => other.Name == info.Name);
        if (known < 0)
        {
            list.Add(info);
            return list.Count - 1;
        }
        return list[known].Shape == info.Shape
            ? known
            : throw new TraceException($"called before, its {info.Name} is {list[known].Shape}; here it would be {info.Shape}, and a shared layer has one");
    }

    /// <summary>Drops what no graph reads, such as the bias of a layer that is told to have none, and numbers the rest anew.</summary>
    public IReadOnlyList<Graph> Prune(IReadOnlyList<Graph> graphs)
    {
        var read = new HashSet<Primitive>(graphs.SelectMany(graph => graph.Nodes).SelectMany(node => node.Operands).Concat(
            graphs.SelectMany(graph => graph.Roots.Values)).Select(node => node.Primitive).Where(primitive => primitive is Given));
        var renumbered = new Dictionary<Primitive, Primitive>();
        Number(Parameters, index => new ParameterLeaf(index));
        Number(Buffers, index => new BufferLeaf(index));
        Number(States, index => new StateLeaf(index));
        return [.. graphs.Select((graph, index) => Rebuild(graph, isTraining: index == 0))];

        void Number(List<ParameterInfo> list, Func<int, Primitive> leaf)
        {
            List<int> kept = [.. Enumerable.Range(0, list.Count).Where(index => read.Contains(leaf(index)))];
            for (int i = 0; i < kept.Count; i++)
                renumbered[leaf(kept[i])] = leaf(i);
            List<ParameterInfo> infos = [.. kept.Select(index => list[index])];
            list.Clear();
            list.AddRange(infos);
        }

        Graph Rebuild(Graph graph, bool isTraining)
        {
            var builder = new GraphBuilder();
            var copies = new Dictionary<Node, Node>();
            foreach (Node node in graph.Nodes)
            {
                bool isKept = node.Primitive is ParameterLeaf or BufferLeaf or StateLeaf;
                if (isKept && !renumbered.ContainsKey(node.Primitive))
                    continue;
                copies[node] = node.Primitive is Given
                    ? builder.Leaf(isKept ? renumbered[node.Primitive] : node.Primitive, node.Type, node.Hint)
                    : builder.Add(node.Primitive, [.. node.Operands.Select(operand => copies[operand])], node.Hint);
            }
            foreach (KeyValuePair<string, Node> root in graph.SortedRoots)
            {
                // What nothing reads nothing changes either, so the roots of dropped ones were their leaves.
                builder.Root(root.Key, copies[root.Value]);
            }
            // What only inference reads is a parameter all the same, with a gradient of zero.
            for (int i = 0; isTraining && i < Parameters.Count; i++)
            {
                if (!copies.Values.Any(node => node.Primitive is ParameterLeaf leaf && leaf.Index == i))
                    builder.Leaf(new ParameterLeaf(i), new TensorType(Parameters[i].Shape, Batched: false), Parameters[i].Name);
            }
            return builder.Build();
        }
    }
}
