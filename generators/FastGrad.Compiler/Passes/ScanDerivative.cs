using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Backpropagation through time: a second scan, from the last step to the first, that carries the states' adjoints. What it needs of a
/// step forward it reads from stacks that the forward scan leaves for it, so nothing dear is computed twice.
/// </summary>
/// <remarks>
/// What the cell captures gets its adjoint from every step. Of a matrix of products only the factors are stacked, and one product over all
/// steps and examples follows the loop (likewise rows that were gathered from a table): a stack of [steps, k, n] never exists. All else is
/// summed in a state of its own as the loop goes, which takes one step's room where a stack would take as many as there are steps; unless
/// what is to be summed is among the stacked factors already, as a bias's adjoint is: then the stack is summed.
/// </remarks>
internal sealed class ScanDerivative
{
    private readonly Scan _scan;
    private readonly HashSet<Node> _learns;

    /// <summary>One step, forward and behind it back: copies of the cell's nodes, then adjoints.</summary>
    private readonly GraphBuilder _step = new();
    private readonly Dictionary<Node, Node> _copies = [];
    private readonly Dictionary<Node, Node> _originals = [];
    private readonly BodyAdjoints _adjoints;

    /// <summary>The leaves of the step that no cell has: adjoints that come in, and sums so far.</summary>
    private readonly Dictionary<Node, Source> _incoming = [];

    /// <summary>The forward cell, with more stacked roots.</summary>
    private readonly GraphBuilder _forward = new();
    private readonly Dictionary<Node, Node> _forwardNodes = [];
    private readonly Dictionary<Node, int> _stacks = [];

    /// <summary>Values of the step that the scan back carries, and what they start from.</summary>
    private readonly List<(Node Leaf, Node Next, ScanLeaf Of)> _carried = [];

    /// <summary>Values of the step that the scan back stacks: adjoints of elements, and factors.</summary>
    private readonly List<Node> _stacked = [];
    private readonly List<(int Stack, ScanLeaf Of)> _elements = [];

    /// <summary>What is made of stacks after the loop.</summary>
    private readonly List<(Node Value, ScanLeaf Of)> _after = [];

    private readonly List<Source> _operands = [];
    private readonly Scan _back;

    /// <param name="scan">Forward, as traced.</param>
    /// <param name="learns">Of each operand, whether it has an adjoint.</param>
    /// <param name="asked">The results that the loss depends on.</param>
    public ScanDerivative(Scan scan, IReadOnlyList<bool> learns, IEnumerable<Node> asked)
    {
        _scan = scan;
        _learns = Learning(scan, learns);
        foreach (Node node in scan.Body.Nodes)
        {
            _copies[node] = Copy(_step, node, _copies);
            _originals[_copies[node]] = node;
            _forwardNodes[node] = Copy(_forward, node, _forwardNodes);
        }
        foreach (KeyValuePair<string, Node> root in scan.Body.SortedRoots)
            _forward.Root(root.Key, _forwardNodes[root.Value]);
        foreach (int index in scan.Outs)
            _stacks[scan.Body.Roots[Scan.Out(index)]] = index;
        _adjoints = new BodyAdjoints(_step, _copies, _learns);
        Differentiate([.. asked.Select(result => (ScanResult)result.Primitive)]);
        Collect();
        _back = new Scan(Body(), scan.Steps, !scan.Reverse);
        Forward = scan with { Body = _forward.Build() };
    }

    /// <summary>Where an operand of the scan back comes from.</summary>
    private enum SourceKind
    {
        /// <summary>An operand of the scan.</summary>
        Operand,

        /// <summary>A stacked root of the scan.</summary>
        Stack,

        /// <summary>The adjoint of a stacked root.</summary>
        StackGradient,

        /// <summary>The adjoint of a state after the last step.</summary>
        StateGradient,

        Zeros,
    }

    private sealed record Source(SourceKind Kind, int Index, TensorType Type);

    /// <summary>The scan, which also stacks what the way back reads.</summary>
    public Scan Forward { get; }

    /// <summary>A scan that is not differentiated.</summary>
    public static Scan WithoutOverrides(Scan scan) => scan with
    {
        Body = GraphRewriter.Rewrite(scan.Body, node => node.Primitive is Map map ? map with { Body = WithDerivative.Strip(map.Body) } : node.Primitive),
    };

    /// <summary>The way back, in the graph around the scan.</summary>
    public void Backward(GraphBuilder builder, Node scan, IReadOnlyDictionary<Node, Node> copies, Adjoints adjoints)
    {
        Dictionary<ScanResult, Node> gradients = [];
        foreach (Node result in copies.Keys.Where(node => node.Primitive is ScanResult && node.Operands[0] == scan))
        {
            if (adjoints.Of(result) is Node gradient)
                gradients[(ScanResult)result.Primitive] = gradient;
        }
        Node back = builder.Add(_back, [.. _operands.Select(Operand)], (scan.Hint ?? "scan") + " gradient");
        foreach ((int index, (Node _, Node next, ScanLeaf of)) in _carried.Select((own, index) => (index, own)))
            Accumulate(of, () => builder.Add(new ScanResult(index, Stacked: false), [back], next.Hint));
        foreach ((int stack, ScanLeaf of) in _elements)
            Accumulate(of, () => Stack(stack));
        foreach ((Node value, ScanLeaf of) in _after)
            Accumulate(of, () => After(value));

        void Accumulate(ScanLeaf of, Func<Node> value) => adjoints.Accumulate(scan.Operands[of.Operand], value);

        Node Operand(Source source) => source.Kind switch
        {
            SourceKind.Operand => copies[scan.Operands[source.Index]],
            SourceKind.Stack => builder.Add(new ScanResult(source.Index, Stacked: true), [copies[scan]], Forward.Body.Roots[Scan.Out(source.Index)].Hint ?? "kept of each step"),
            SourceKind.StackGradient when gradients.TryGetValue(new ScanResult(source.Index, Stacked: true), out Node? known) => known,
            SourceKind.StateGradient when gradients.TryGetValue(new ScanResult(source.Index, Stacked: false), out Node? known) => known,
            _ => builder.Map(new Number(0), source.Type, []),
        };

        Node Stack(int index) => builder.Add(new ScanResult(index, Stacked: true), [back], _stacked[index].Hint);

        // Of all steps.
        Node Steps(Node factor)
        {
            Node node = BodyAdjoints.Plain(factor);
            Shape shape = Shape.Of([_scan.Steps, .. factor.Shape.Dimensions]);
            while (node.Primitive is View)
                node = BodyAdjoints.Plain(node.Operands[0]);
            Node steps = _incoming.TryGetValue(node, out Source? source) && source.Kind == SourceKind.StackGradient ? Operand(source)
                : _originals.TryGetValue(node, out Node? original) ? Operand(SourceOf(original))
                : Stack(_stacked.IndexOf(node));
            return See(steps, shape);
        }

        Node See(Node node, Shape shape) => node.Shape == shape ? node : builder.Add(new View(shape), [node]);

        Node After(Node value)
        {
            switch (value.Primitive)
            {
                case Product or MatMul:
                    Node left = Rows(Steps(value.Operands[0])), right = Rows(Steps(value.Operands[1]));
                    bool overBatch = !value.Type.Batched && (left.Type.Batched || right.Type.Batched);
                    return builder.Add(new MatMul(TransposeLeft: true, TransposeRight: false, overBatch), [left, right]);
                case Scatter:
                    return builder.Add(value.Primitive, [Steps(value.Operands[0]), Steps(value.Operands[1])]);
                default:
                    return AxisReduction.Along((primitive, node) => builder.Add(primitive, [node]), ReduceKind.Sum, Steps(value), 0);
            }
        }

        // The steps' rows under one another.
        Node Rows(Node steps) => See(steps, Shape.Of(steps.Shape.Length / steps.Shape.Dimensions.Last(), steps.Shape.Dimensions.Last()));
    }

    private static Node Copy(GraphBuilder builder, Node node, Dictionary<Node, Node> copies)
    {
        if (node.Primitive is Given)
            return builder.Leaf(node.Primitive, node.Type, node.Hint);
        Primitive primitive = node.Primitive is Map map ? map with { Body = WithDerivative.Strip(map.Body) } : node.Primitive;
        return builder.Add(primitive, [.. node.Operands.Select(operand => copies[operand])], node.Hint);
    }

    /// <summary>The cell's nodes that have an adjoint: a state has one where what it starts from or what it becomes has.</summary>
    private static HashSet<Node> Learning(Scan scan, IReadOnlyList<bool> operands)
    {
        var learns = new HashSet<Node>();
        for (int before = -1; before != learns.Count;)
        {
            before = learns.Count;
            foreach (Node node in scan.Body.Nodes.Where(IsLearning).ToList())
                learns.Add(node);
        }
        return learns;

        bool IsLearning(Node node) => node.Primitive switch
        {
            ScanLeaf { Kind: ScanLeafKind.State } leaf => operands[leaf.Operand] || learns.Contains(scan.Body.Roots[Scan.Next(leaf.Index)]),
            ScanLeaf leaf => operands[leaf.Operand],
            Detach => false,
            _ => node.Operands.Any(learns.Contains),
        };
    }

    /// <summary>The adjoints of one step, from those of what it leaves.</summary>
    private void Differentiate(HashSet<ScanResult> asked)
    {
        foreach (Node state in _scan.States.Where(_learns.Contains))
        {
            int index = ((ScanLeaf)state.Primitive).Index;
            Node gradient = Leaf(new Source(SourceKind.StateGradient, index, state.Type), (state.Hint ?? "state") + " gradient");
            _adjoints.Accumulate(_scan.Body.Roots[Scan.Next(index)], () => gradient);
        }
        foreach (int index in _scan.Outs.Where(index => asked.Contains(new ScanResult(index, Stacked: true))))
        {
            Node root = _scan.Body.Roots[Scan.Out(index)];
            var stack = new TensorType(Shape.Of([_scan.Steps, .. root.Shape.Dimensions]), root.Type.Batched);
            _adjoints.Accumulate(root, () => Leaf(new Source(SourceKind.StackGradient, index, stack), (root.Hint ?? "output") + " gradient"));
        }
        foreach (Node node in _scan.Body.Nodes.Reverse().Where(node => node.Primitive is not Given && _learns.Contains(node)))
        {
            if (_adjoints.Of(node) is Node adjoint)
                _adjoints.Backward(node, adjoint);
        }
    }

    private Node Leaf(Source source, string hint)
    {
        bool isElement = source.Kind == SourceKind.StackGradient;
        TensorType type = isElement ? source.Type with { Shape = Shape.Of(source.Type.Shape.Dimensions.Skip(1)) } : source.Type;
        Node leaf = _step.Leaf(new ScanLeaf(isElement ? ScanLeafKind.Element : ScanLeafKind.State, -1), type, hint);
        _incoming[leaf] = source;
        return leaf;
    }

    /// <summary>What becomes of the adjoints of the cell's leaves.</summary>
    private void Collect()
    {
        foreach (Node state in _scan.States.Where(_learns.Contains))
        {
            var leaf = (ScanLeaf)state.Primitive;
            Node before = _incoming.Single(own => own.Value.Kind == SourceKind.StateGradient && own.Value.Index == leaf.Index).Key;
            _carried.Add((before, _adjoints.Whole(state) ?? _step.Map(new Number(0), state.Type, []), leaf));
        }
        foreach (Node element in Leaves(ScanLeafKind.Element))
        {
            foreach (Node sum in _adjoints.Sums(element))
            {
                _elements.Add((_stacked.Count, (ScanLeaf)element.Primitive));
                _stacked.Add(sum);
            }
        }
        var others = new List<(Node Leaf, List<Node> Contributions)>();
        foreach (Node shared in Leaves(ScanLeafKind.Shared))
        {
            foreach (Node product in _adjoints.Contributions(shared).Where(IsProduct))
            {
                _after.Add((product, (ScanLeaf)shared.Primitive));
                foreach (Node factor in product.Operands)
                    Stack(factor);
            }
            others.Add((shared, [.. _adjoints.Contributions(shared).Where(value => !IsProduct(value))]));
        }
        foreach ((Node shared, List<Node> contributions) in others)
        {
            var of = (ScanLeaf)shared.Primitive;
            _after.AddRange(contributions.Where(_stacked.Contains).Select(value => (value, of)));
            foreach (Node sum in _adjoints.Sums(shared, [.. contributions.Where(value => !_stacked.Contains(value))]))
            {
                Node before = Leaf(new Source(SourceKind.Zeros, 0, sum.Type), (shared.Hint ?? "captured") + " gradient so far");
                Node next = _step.Map(new Binary(BinaryOp.Add, new Argument(0), new Argument(1)), before, sum);
                next.Suggest((shared.Hint ?? "captured") + " gradient");
                _carried.Add((before, next, of));
            }
        }
    }

    private IEnumerable<Node> Leaves(ScanLeafKind kind) =>
        _scan.Body.Nodes.Where(node => node.Primitive is ScanLeaf leaf && leaf.Kind == kind && _learns.Contains(node));

    /// <summary>A contribution whose sum over all steps is one operation on what differs from step to step.</summary>
    private bool IsProduct(Node value) =>
        value.Primitive is Product { Form: ProductForm.WeightGradient } or MatMul { TransposeLeft: true, TransposeRight: false } or Scatter
        && value.Operands.All(DiffersByStep);

    private bool DiffersByStep(Node factor)
    {
        for (factor = BodyAdjoints.Plain(factor); factor.Primitive is View;)
            factor = BodyAdjoints.Plain(factor.Operands[0]);
        return factor.Primitive is not (Constant or Map { Body.IsUniform: true })
            && !(_originals.TryGetValue(factor, out Node? original) && original.Primitive is ScanLeaf { Kind: ScanLeafKind.Shared });
    }

    /// <summary>Sees to it that a factor lies in a stack, of the scan forward or back.</summary>
    private void Stack(Node factor)
    {
        for (factor = BodyAdjoints.Plain(factor); factor.Primitive is View;)
            factor = BodyAdjoints.Plain(factor.Operands[0]);
        if (_originals.TryGetValue(factor, out Node? original))
            SourceOf(original);
        else if (!(_incoming.TryGetValue(factor, out Source? source) && source.Kind == SourceKind.StackGradient) && !_stacked.Contains(factor))
        {
            factor.Suggest("step gradient");
            _stacked.Add(factor);
        }
    }

    /// <summary>Where a value of the cell is found afterwards: an operand's element, or a stack.</summary>
    private Source SourceOf(Node original)
    {
        if (original.Primitive is ScanLeaf { Kind: not ScanLeafKind.State } leaf)
            return new Source(SourceKind.Operand, leaf.Operand, original.Type);
        if (!_stacks.TryGetValue(original, out int index))
        {
            _stacks[original] = index = _stacks.Values.DefaultIfEmpty(-1).Max() + 1;
            _forward.Root(Scan.Out(index), _forwardNodes[original]);
        }
        return new Source(SourceKind.Stack, index, original.Type);
    }

    /// <summary>The step back: the adjoints, over leaves in the place of what the step forward left.</summary>
    private Graph Body()
    {
        var body = new GraphBuilder();
        var made = new Dictionary<Node, Node>();
        List<Node> roots = [.. _carried.Select(own => own.Next), .. _stacked];
        Graph step = _step.Build();
        var needed = new HashSet<Node>(roots.Concat(_carried.Select(own => own.Leaf)));
        foreach (Node node in step.Nodes.Reverse().Where(needed.Contains))
        {
            if (!IsRead(node))
                needed.UnionWith(Operands(node));
        }
        foreach (Node node in step.Nodes.Where(needed.Contains))
        {
            if (_incoming.TryGetValue(node, out Source? incoming))
                made[node] = Operand(node, incoming);
            else if (node.Primitive is Constant)
                made[node] = body.Leaf(node.Primitive, node.Type, node.Hint);
            else if (IsRead(node))
                made[node] = Operand(node, SourceOf(_originals[node]));
            else
                made[node] = body.Add(Primitive(node), [.. Operands(node).Select(operand => made[operand])], node.Hint);
        }
        for (int i = 0; i < _carried.Count; i++)
            body.Root(Scan.Next(i), made[_carried[i].Next]);
        for (int i = 0; i < _stacked.Count; i++)
            body.Root(Scan.Out(i), made[_stacked[i]]);
        return body.Build();

        Node Operand(Node node, Source source)
        {
            int state = _carried.FindIndex(own => own.Leaf == node);
            ScanLeafKind kind = state >= 0 ? ScanLeafKind.State
                : _originals.TryGetValue(node, out Node? original) && original.Primitive is ScanLeaf { Kind: ScanLeafKind.Shared } ? ScanLeafKind.Shared
                : ScanLeafKind.Element;
            _operands.Add(source);
            return body.Leaf(new ScanLeaf(kind, _operands.Count - 1, Math.Max(0, state)), node.Type, node.Hint);
        }
    }

    /// <summary>The operands that a node makes use of: a derivative is often told in terms of the result alone, and no stack is kept for the rest.</summary>
    private static IReadOnlyList<Node> Operands(Node node) => node.Primitive is Map map ? [.. Read(map).Select(index => node.Operands[index])] : node.Operands;

    /// <summary>The same over those operands.</summary>
    private static Primitive Primitive(Node node)
    {
        if (node.Primitive is not Map map)
            return node.Primitive;
        List<int> read = Read(map);
        return map with { Body = Substitution.Arguments(map.Body, index => new Argument(read.IndexOf(index))) };
    }

    private static List<int> Read(Map map) =>
        [.. Substitution.Parts(map.Body).OfType<Argument>().Select(argument => argument.Index).Distinct().OrderBy(index => index)];

    /// <summary>Whether a value of the step forward is read from where that left it. What only moves or repeats others is made again, which is cheaper than to keep it.</summary>
    private bool IsRead(Node node) => _originals.ContainsKey(node)
        && node.Primitive is not (Constant or View or Detach or Broadcast or Map { Body.IsUniform: true });
}
