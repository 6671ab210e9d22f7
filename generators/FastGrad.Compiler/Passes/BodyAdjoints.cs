using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Adjoints within one step of a scan. What reaches the cell's leaves is kept piece by piece and not summed over the batch: what becomes
/// of it, each step's for itself or the sum over all steps, is the scan's to decide.
/// </summary>
internal sealed class BodyAdjoints(GraphBuilder builder, IReadOnlyDictionary<Node, Node> copies, HashSet<Node> learns) : Adjoints(builder, copies, learns)
{
    private readonly GraphBuilder _builder = builder;
    private readonly Dictionary<Node, List<Node>> _contributions = [];

    /// <summary>A value without what changes nothing about it.</summary>
    public static Node Plain(Node node)
    {
        while (node.Primitive is Map { Body: Argument argument } && node.Operands[argument.Index].Type == node.Type)
            node = node.Operands[argument.Index];
        return node;
    }

    /// <summary>What a leaf's adjoint is the sum of: of one that all examples share, some are the batch's and some an example's.</summary>
    public IReadOnlyList<Node> Contributions(Node leaf) => _contributions.TryGetValue(leaf, out List<Node>? list) ? list : [];

    /// <summary>The same, added: one sum for an example and one for the batch, where both are there.</summary>
    public IReadOnlyList<Node> Sums(Node leaf) => Sums(leaf, Contributions(leaf));

    public IReadOnlyList<Node> Sums(Node leaf, IReadOnlyList<Node> contributions)
    {
        if (contributions.Count == 0)
            return [];
        if (leaf.Type.Batched)
            return [Added(leaf.Type, contributions)];
        List<Node> ofExample = [.. contributions.Where(node => node.Type.Batched)], ofBatch = [.. contributions.Where(node => !node.Type.Batched)];
        var sums = new List<Node>();
        if (ofExample.Count > 0)
            sums.Add(Added(leaf.Type with { Batched = true }, ofExample));
        if (ofBatch.Count > 0)
            sums.Add(Added(leaf.Type, ofBatch));
        return sums;
    }

    /// <summary>A leaf's adjoint of the leaf's own type; null for none.</summary>
    public Node? Whole(Node leaf)
    {
        IReadOnlyList<Node> sums = [.. Sums(leaf).Select(sum => sum.Type == leaf.Type ? sum : _builder.Add(new BatchReduce(ReduceKind.Sum), [sum]))];
        return sums.Count == 0 ? null : Added(leaf.Type, sums);
    }

    private protected override void Accumulate(Node operand, Node value)
    {
        if (operand.Primitive is not ScanLeaf)
        {
            base.Accumulate(operand, value);
            return;
        }
        if (!_contributions.TryGetValue(operand, out List<Node>? list))
            _contributions[operand] = list = [];
        list.Add(Plain(value));
    }

    private Node Added(TensorType type, IReadOnlyList<Node> terms)
    {
        Node sum = terms.Skip(1).Aggregate(terms[0], (sum, term) => _builder.Map(new Binary(BinaryOp.Add, new Argument(0), new Argument(1)), type, [sum, term]));
        return sum.Type == type ? sum : _builder.Map(new Argument(0), type, [sum]);
    }
}
