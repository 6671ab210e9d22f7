using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Groups nodes into kernels: maps into the epilogue of the product they follow, maps and row reductions of one length with each other.
/// Off, every node is a kernel of its own; the arithmetic is the same to the bit either way, which tests hold it to.
/// </summary>
internal sealed class Fuse
{
    private readonly Graph _graph;
    private readonly bool _enabled;
    private readonly List<Kernel> _kernels = [];
    private readonly Dictionary<Node, Kernel> _home = [];
    private readonly Dictionary<Node, Phase> _phases;

    private Fuse(Graph graph, bool enabled)
    {
        _graph = graph;
        _enabled = enabled;
        _phases = AssignPhases(graph);
    }

    public static KernelGraph Run(Graph graph, bool enabled = true) => new Fuse(graph, enabled).Run();

    private KernelGraph Run()
    {
        HashSet<Node> fillings = Filling.Find(_graph);
        foreach (Node node in _graph.Nodes)
        {
            if (node.Primitive is Given or View or Boundary || fillings.Contains(node))
                continue;
            Kernel kernel = Host(node);
            kernel.Members.Add(node);
            _home[node] = kernel;
        }
        foreach (RowKernel row in _kernels.OfType<RowKernel>())
            row.Rows = Math.Max(1, row.Rows);
        HashSet<Node> stored = Stored();
        DeliverGradients();
        UpdateWhatLivesOn();
        // What goes to the sink piece by piece never lies in memory as a whole.
        foreach (Kernel kernel in _kernels.Where(kernel => kernel.Delivers >= 0))
            stored.ExceptWith(kernel.Members);
        foreach (Kernel kernel in _kernels)
            KernelBodies.Fill(kernel, stored);
        foreach (ScanKernel scan in _kernels.OfType<ScanKernel>())
            scan.LayOut(stored);
        return new KernelGraph(_graph, _kernels, stored);
    }

    private Kernel Host(Node node)
    {
        Phase phase = _phases[node];
        switch (node.Primitive)
        {
            case Product { Form: ProductForm.WeightGradient }:
                return New(new WeightGradientKernel(phase, node));
            case Product:
                return New(new ProductKernel(phase, node));
            case BatchReduce { Kind: ReduceKind.Sum }:
                return New(new BatchSumKernel(phase, node));
            case Scan scan:
                return New(new ScanKernel(phase, node, ScanBodies.Lower(scan, _enabled)));
            case ScanResult:
                return _home[node.Operands[0]];
            case BatchReduce or Reduce { Leading: true } or MatMul or Gather or Scatter or Slice or Concat or Transpose or Broadcast or Ir.Random:
                return New(new CallKernel(phase, node));
            case Map or Reduce or Pick:
                return _enabled && Existing(node, phase) is Kernel existing ? existing : NewRow(node, phase);
            default:
                throw new ArgumentException($"no kernel for {node.Primitive.GetType().Name}");
        }
    }

    /// <summary>
    /// The latest kernel that can take the node in without waiting for another that waits for it; rather one that computes an operand.
    /// </summary>
    private Kernel? Existing(Node node, Phase phase)
    {
        List<Kernel> sources = [.. node.Operands.Select(Storage.Of).Where(_home.ContainsKey).Select(operand => _home[operand]).Distinct()];
        HashSet<Kernel> waiting = Before(sources);
        foreach (bool isSource in new[] { true, false })
        {
            for (int i = _kernels.Count - 1; i >= 0; i--)
            {
                Kernel kernel = _kernels[i];
                if (kernel.Phase == phase && sources.Contains(kernel) == isSource && !waiting.Contains(kernel) && Takes(kernel, node, isSource))
                    return kernel;
            }
        }
        return null;
    }

    private static bool Takes(Kernel kernel, Node node, bool isSource) => kernel switch
    {
        // An epilogue sees the sums it belongs to; a map that reads none of them is better off elsewhere. So is one with exp and the
        // like: a tile inlines its epilogue sixteen times, and past some size the JIT inlines nothing any more.
        ProductKernel product => isSource && node.Primitive is Map map && node.Type == product.Product.Type && !Substitution.Parts(map.Body).Any(IsLong),
        RowKernel row => row.Batched == node.Type.Batched && RowSplit.Join(row, node, isSource),
        _ => false,
    };

    /// <summary>Whether an operation is a polynomial of its own rather than an instruction or two.</summary>
    public static bool IsLong(Expr operation) => operation is Unary { Op: >= UnaryOp.Exp and <= UnaryOp.Cos } or Binary { Op: BinaryOp.Power };

    private RowKernel NewRow(Node node, Phase phase)
    {
        RowKernel kernel = New(new RowKernel(phase, node.Type.Batched));
        RowSplit.Join(kernel, node, isSource: true);
        return kernel;
    }

    private T New<T>(T kernel) where T : Kernel
    {
        _kernels.Add(kernel);
        return kernel;
    }

    /// <summary>The kernels that some of these wait for.</summary>
    private HashSet<Kernel> Before(IEnumerable<Kernel> kernels)
    {
        var seen = new HashSet<Kernel>();
        var pending = new Stack<Kernel>(kernels);
        while (pending.Count > 0)
        {
            Kernel next = pending.Pop();
            foreach (Node operand in next.Members.SelectMany(member => member.Operands).Select(Storage.Of))
            {
                if (_home.TryGetValue(operand, out Kernel? source) && source != next && seen.Add(source))
                    pending.Push(source);
            }
        }
        return seen;
    }

    /// <summary>What must lie in memory: read by another kernel, or from outside.</summary>
    private HashSet<Node> Stored()
    {
        var stored = new HashSet<Node>();
        foreach (Node node in _graph.Nodes)
        {
            if (node.Primitive is Boundary)
                stored.Add(Storage.Of(node));
            foreach (Node operand in node.Operands.Select(Storage.Of))
            {
                if (_home.TryGetValue(operand, out Kernel? source) && _home.TryGetValue(node, out Kernel? home) && source != home)
                    stored.Add(operand);
                // Chosen by an index, an element must lie somewhere.
                if (node.Primitive is Pick && operand == Storage.Of(node.Operands[0]) && _home.ContainsKey(operand))
                    stored.Add(operand);
            }
        }
        foreach (KeyValuePair<string, Node> root in _graph.SortedRoots)
        {
            Node node = Storage.Of(root.Value);
            if (_home.ContainsKey(node) && root.Key != Roots.Loss)
                stored.Add(node);
        }
        return stored;
    }

    private void DeliverGradients()
    {
        int parameters = _graph.Nodes.Count(node => node.Primitive is ParameterLeaf);
        for (int i = 0; i < parameters; i++)
        {
            // Inference learns nothing.
            if (!_graph.Roots.TryGetValue(Roots.Gradient(i), out Node? root))
                continue;
            Node gradient = Storage.Of(root);
            bool othersRead = _graph.Nodes.Any(node => node.Operands.Select(Storage.Of).Contains(gradient))
                || _graph.Roots.Count(root => Storage.Of(root.Value) == gradient) > 1;
            if (!othersRead && _home[gradient] is WeightGradientKernel or BatchSumKernel)
                _home[gradient].Delivers = i;
            else
                New(new DeliverKernel(gradient)).Delivers = i;
        }
    }

    private void UpdateWhatLivesOn()
    {
        foreach (KeyValuePair<string, Node> root in _graph.SortedRoots.Where(root => RootPhases.IsUpdate(root.Key)))
        {
            Node? target = _graph.Nodes.FirstOrDefault(node =>
                (node.Primitive is BufferLeaf buffer && Roots.Buffer(buffer.Index) == root.Key) || (node.Primitive is StateLeaf state && Roots.State(state.Index) == root.Key));
            if (target is not null && target != Storage.Of(root.Value))
                New(new CopyKernel(Phase.Forward, Storage.Of(root.Value), target));
        }
    }

    private static Dictionary<Node, Phase> AssignPhases(Graph graph)
    {
        var phases = graph.Nodes.ToDictionary(node => node, _ => Phase.Backward);
        // Roots first marked last: what forward needs is forward's.
        foreach (Phase phase in new[] { Phase.Loss, Phase.Forward })
        {
            var pending = new Stack<Node>(graph.Roots.Where(root => RootPhases.Of(root.Key) == phase).Select(root => root.Value));
            while (pending.Count > 0)
            {
                Node node = pending.Pop();
                if (phases[node] == phase)
                    continue;
                phases[node] = phase;
                foreach (Node operand in node.Operands)
                    pending.Push(operand);
            }
        }
        return phases;
    }
}

/// <summary>Kernels and the values that lie in memory between them.</summary>
internal sealed record KernelGraph(Graph Graph, IReadOnlyList<Kernel> Kernels, IReadOnlyCollection<Node> Stored);
