using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Prepares a differentiated graph for fusing. Each boundary gets a value of its own to lie in memory under, and so does what a kernel
/// must find in memory of ours; and what backward shares with the loss is computed by both, because backward also runs on an output
/// gradient from outside, where no loss was computed.
/// </summary>
internal sealed class Anchor
{
    private readonly Graph _graph;
    private readonly GraphBuilder _builder = new();
    private readonly HashSet<Node> _forward;
    private readonly HashSet<Node> _loss;
    private readonly Dictionary<Node, Node> _copies = [];
    private readonly Dictionary<Node, Node> _backwardCopies = [];
    private readonly Dictionary<Node, Node> _owned = [];
    private readonly HashSet<Node> _anchored = [];
    private readonly Dictionary<int, Node> _kept = [];

    private Anchor(Graph graph)
    {
        _graph = graph;
        _forward = AncestorsOf(Phase.Forward);
        _loss = AncestorsOf(Phase.Loss);
    }

    public static Graph Run(Graph graph) => new Anchor(graph).Run();

    private Graph Run()
    {
        foreach (Node node in _graph.Nodes)
            _copies[node] = Copy(node, operand => IsBackward(node) ? ForBackward(operand) : _copies[operand]);
        foreach (KeyValuePair<string, Node> root in _graph.SortedRoots)
            _builder.Root(root.Key, Root(root.Key, root.Value));
        foreach (KeyValuePair<int, Node> kept in _kept)
            _builder.Root(RootPhases.Kept(kept.Key), kept.Value);
        return _builder.Build();
    }

    private Node Root(string name, Node node)
    {
        Node copy = RootPhases.Of(name) == Phase.Backward ? ForBackward(node) : _copies[node];
        // The loss is a number that its kernel returns, so that it is computed there.
        if (name == Roots.Loss && (copy.Primitive is not Map || !copy.Shape.IsScalar))
            return _builder.Map(new Argument(0), new TensorType(Shape.Scalar, Batched: false), [copy]);
        // What stays as it is needs no copy; other leaves may have changed by the time this one is written.
        bool staysItself = RootPhases.IsUpdate(name) && node.Primitive is BufferLeaf or StateLeaf && Updates(node) == name;
        // A scan's results lie together in places of their own, not where the world looks.
        bool liesApart = Storage.Of(copy).Primitive is ScanResult && RootPhases.IsReadOutside(name);
        return (IsLeaf(Storage.Of(copy)) && !staysItself) || liesApart ? Owned(copy) : copy;
    }

    private bool IsBackward(Node node) => !_forward.Contains(node) && !_loss.Contains(node) && !IsLeaf(node);

    private Node ForBackward(Node node)
    {
        // Forward leaves the new value in the buffer's place.
        if (node.Primitive is BufferLeaf buffer && _graph.Roots.TryGetValue(Roots.Buffer(buffer.Index), out Node? update) && update != node)
            return _kept.TryGetValue(buffer.Index, out Node? kept) ? kept : _kept[buffer.Index] = Owned(_copies[node]);
        if (!_loss.Contains(node) || _forward.Contains(node) || IsLeaf(node) || node.Primitive is Boundary)
            return _copies[node];
        return _backwardCopies.TryGetValue(node, out Node? known) ? known : _backwardCopies[node] = Copy(node, ForBackward);
    }

    private Node Copy(Node node, Func<Node, Node> operand)
    {
        if (IsLeaf(node))
            return _builder.Leaf(node.Primitive, node.Type, node.Hint);
        Node[] operands = [.. node.Operands.Select(operand)];
        if (node.Primitive is Boundary)
        {
            if (!CanAnchor(operands[0]) || !_anchored.Add(Storage.Of(operands[0])))
                operands[0] = _builder.Map(new Argument(0), new TensorType(node.Shape, Batched: true), [operands[0]]);
            operands[0].Suggest(node.Hint);
        }
        for (int i = 0; i < operands.Length; i++)
        {
            if (NeedsPadding(node.Primitive, i) && !IsPadded(operands[i]))
                operands[i] = Owned(operands[i]);
        }
        return _builder.Add(node.Primitive is Scan scan ? ScanBodies.Anchor(scan, operands) : node.Primitive, operands, node.Hint);
    }

    /// <summary>The value in memory of ours.</summary>
    private Node Owned(Node node)
    {
        if (_owned.TryGetValue(node, out Node? known))
            return known;
        Node copy = _builder.Map(new Argument(0), node.Type, [node]);
        copy.Suggest(node.Hint is null ? null : node.Hint + " copy");
        return _owned[node] = copy;
    }

    /// <summary>Whether the library reads the operand in whole vectors, past the row's end, or wants rows on vectors' borders.</summary>
    public static bool NeedsPadding(Primitive primitive, int operand) => primitive switch
    {
        BatchReduce { Kind: ReduceKind.Sum } => true,
        // The vector, x, may lie anywhere.
        Product { Form: ProductForm.InputGradient } => true,
        Product => operand == 1,
        _ => false,
    };

    public static bool IsPadded(Node operand) => Storage.Of(operand) is var place
        && place.Primitive is not (InputLeaf or TargetLeaf or WeightLeaf or Constant)
        && (!place.Shape.IsScalar || operand.Shape.IsScalar);

    // A leaf lies elsewhere; another boundary's value may not be overwritten with this one's.
    private static bool CanAnchor(Node node) => !IsLeaf(Storage.Of(node)) && Storage.Of(node).Primitive is not ScanResult && node.Type.Batched
        && !Storage.Of(node).Shape.IsScalar && !Storage.IsBehindBoundary(node);

    private static bool IsLeaf(Node node) => node.Primitive is Given;

    private static string Updates(Node leaf) => leaf.Primitive is BufferLeaf buffer ? Roots.Buffer(buffer.Index) : Roots.State(((StateLeaf)leaf.Primitive).Index);

    private HashSet<Node> AncestorsOf(Phase phase)
    {
        var ancestors = new HashSet<Node>();
        var pending = new Stack<Node>(_graph.Roots.Where(root => RootPhases.Of(root.Key) == phase).Select(root => root.Value));
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
