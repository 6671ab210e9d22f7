using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>The body of a scan while it is traced. What it captures becomes one more operand of the scan.</summary>
internal sealed class ScanScope : TraceScope
{
    private readonly TraceScope _outer;
    private readonly Dictionary<Node, Node> _imported = [];
    private readonly List<Node> _operands;

    /// <param name="outer">Where the scan stands.</param>
    /// <param name="sequence">[Steps, …]</param>
    /// <param name="initial">The state before the first step.</param>
    /// <param name="state">Type of the state; batched where a step's result is.</param>
    public ScanScope(TraceScope outer, Node sequence, Node initial, TensorType state) : base(new GraphBuilder(), outer.Context)
    {
        _outer = outer;
        _operands = [sequence, initial];
        Element = Builder.Leaf(
            new ScanLeaf(ScanLeafKind.Element, 0), sequence.Type with { Shape = Shape.Of(sequence.Shape.Dimensions.Skip(1)) }, sequence.Hint);
        State = Builder.Leaf(new ScanLeaf(ScanLeafKind.State, 1), state, "last state");
        if (outer.Context.LimitOf(sequence) is int limit)
            outer.Context.Limit(Element, limit);
    }

    public Node Element { get; }

    public Node State { get; }

    /// <summary>Of the scan: the sequence, the initial state, and what the body captured.</summary>
    public IReadOnlyList<Node> Operands => _operands;

    public override bool IsStep => true;

    public override Node Import(Node node)
    {
        if (Builder.Owns(node))
            return node;
        Node outer = _outer.Import(node);
        if (_imported.TryGetValue(outer, out Node? known))
            return known;
        _operands.Add(outer);
        Node leaf = Builder.Leaf(new ScanLeaf(ScanLeafKind.Shared, _operands.Count - 1), outer.Type, outer.Hint);
        if (Context.LimitOf(outer) is int limit)
            Context.Limit(leaf, limit);
        return _imported[outer] = leaf;
    }
}
