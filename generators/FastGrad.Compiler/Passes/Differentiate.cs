using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Reverse mode: from the loss back to every parameter (and the input, where asked), one rule per primitive. Adds the roots
/// outputGradient, gradient0, gradient1, … and inputGradient.
/// </summary>
internal sealed class Differentiate
{
    private readonly Graph _graph;
    private readonly bool _inputGradient;
    private readonly GraphBuilder _builder = new();
    private readonly Dictionary<Node, Node> _copies = [];
    private readonly Dictionary<Node, Node> _adjoints = [];
    private readonly HashSet<Node> _learns = [];

    private Differentiate(Graph graph, bool inputGradient)
    {
        _graph = graph;
        _inputGradient = inputGradient;
    }

    public static Graph Run(Graph graph, bool inputGradient) => new Differentiate(graph, inputGradient).Run();

    private Graph Run()
    {
        Node output = _graph.Roots[Roots.Output], loss = _graph.Roots[Roots.Loss];
        foreach (Node node in _graph.Nodes)
        {
            Copy(node);
            // The outputs always have a gradient: the user may hand one in.
            if (node.Primitive is not Detach && (IsSource(node) || node == output || node.Operands.Any(_learns.Contains)))
                _learns.Add(node);
        }
        foreach (KeyValuePair<string, Node> root in _graph.SortedRoots)
            _builder.Root(root.Key, _copies[root.Value]);

        _adjoints[loss] = _builder.Map(new Number(1));
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph.Nodes[i];
            if (!_learns.Contains(node))
                continue;
            if (node == output)
                _adjoints[node] = OutputGradient(node);
            if (!_adjoints.TryGetValue(node, out Node? adjoint))
                continue;
            if (IsSource(node))
                _builder.Root(node.Primitive is ParameterLeaf parameter ? Roots.Gradient(parameter.Index) : Roots.InputGradient, adjoint);
            else
                Backward(node, adjoint);
        }
        foreach (Node node in _graph.Nodes.Where(node => IsSource(node) && !_adjoints.ContainsKey(node)))
        {
            // Nothing depends on it: its gradient is zero, and still there to be read.
            _builder.Root(
                node.Primitive is ParameterLeaf parameter ? Roots.Gradient(parameter.Index) : Roots.InputGradient,
                _builder.Map(new Number(0), node.Type, []));
        }
        return _builder.Build();
    }

    private bool IsSource(Node node) => node.Primitive is ParameterLeaf || (_inputGradient && node.Primitive is InputLeaf);

    private void Copy(Node node) => _copies[node] = node.Primitive is Given
        ? _builder.Leaf(node.Primitive, node.Type, node.Hint)
        : _builder.Add(node.Primitive, [.. node.Operands.Select(operand => _copies[operand])], node.Hint);

    private Node OutputGradient(Node output)
    {
        Node adjoint = _adjoints.TryGetValue(output, out Node? known) ? known : _builder.Map(new Number(0), output.Type, []);
        Node boundary = _builder.Add(new Boundary(Roots.OutputGradient), [adjoint], "output gradient");
        _builder.Root(Roots.OutputGradient, boundary);
        return boundary;
    }

    private void Backward(Node node, Node adjoint)
    {
        IReadOnlyList<Node> operands = node.Operands;
        switch (node.Primitive)
        {
            case Map map:
                for (int i = 0; i < operands.Count; i++)
                    Backward(node, map, i, adjoint);
                break;
            case Reduce { Kind: ReduceKind.Sum }:
                Accumulate(operands[0], () => Spread(adjoint, operands[0].Type));
                break;
            case Reduce:
                Accumulate(operands[0], () => SharedExtreme(operands[0], node, adjoint));
                break;
            case BatchReduce:
                Accumulate(operands[0], () => Spread(adjoint, operands[0].Type));
                break;
            case Product product:
                Backward(product.Form, operands[0], operands[1], adjoint);
                break;
            case Pick:
                Accumulate(operands[0], () => _builder.Map(
                    new Select(new Binary(BinaryOp.Equal, new ElementIndex(), new Argument(0)), new Argument(1), new Number(0)),
                    operands[0].Type,
                    [_copies[operands[1]], adjoint]));
                break;
            case View:
                Accumulate(operands[0], () => _builder.Add(new View(operands[0].Shape), [adjoint]));
                break;
            case Boundary:
                Accumulate(operands[0], () => adjoint);
                break;
            default:
                throw new ArgumentException($"no derivative rule for {node.Primitive.GetType().Name}");
        }
    }

    private void Backward(Node node, Map map, int index, Node adjoint)
    {
        Node operand = node.Operands[index];
        if (!_learns.Contains(operand) || Derivative.By(index, map.Body) is not Expr derivative)
            return;
        var result = new Argument(node.Operands.Count);
        var incoming = new Argument(node.Operands.Count + 1);
        Expr body = Derivative.Scale(incoming, ResultReuse.Apply(derivative, map.Body, result));
        Node full = _builder.Map(body, node.Type, [.. node.Operands.Select(own => _copies[own]), _copies[node], adjoint]);
        // What was broadcast going forward is summed coming back.
        if (operand.Shape.IsScalar && !node.Shape.IsScalar)
        {
            full.Suggest(operand.Hint + " gradient per element");
            full = _builder.Add(new Reduce(ReduceKind.Sum), [full]);
        }
        if (!operand.Type.Batched && node.Type.Batched)
        {
            full.Suggest(operand.Hint + " gradient per example");
            full = _builder.Add(new BatchReduce(ReduceKind.Sum), [full]);
        }
        Accumulate(operand, () => full);
    }

    private void Backward(ProductForm form, Node left, Node right, Node adjoint)
    {
        Node x = _copies[left], w = _copies[right];
        switch (form)
        {
            case ProductForm.Forward:
                Accumulate(left, () => _builder.Add(new Product(ProductForm.InputGradient), [adjoint, w]));
                Accumulate(right, () => _builder.Add(new Product(ProductForm.WeightGradient), [x, adjoint]));
                break;
            case ProductForm.InputGradient:
                Accumulate(left, () => _builder.Add(new Product(ProductForm.Forward), [adjoint, w]));
                Accumulate(right, () => _builder.Add(new Product(ProductForm.WeightGradient), [adjoint, x]));
                break;
            case ProductForm.WeightGradient:
                Accumulate(left, () => _builder.Add(new Product(ProductForm.InputGradient), [w, adjoint]));
                Accumulate(right, () => _builder.Add(new Product(ProductForm.Forward), [x, adjoint]));
                break;
        }
    }

    /// <summary>One number for every element, or one example's for every example.</summary>
    private Node Spread(Node adjoint, TensorType type) => adjoint.Type == type ? adjoint : _builder.Map(new Argument(0), type, [adjoint]);

    /// <summary>To the element that is the largest (smallest); among several equals each has its share, as in PyTorch.</summary>
    private Node SharedExtreme(Node operand, Node extreme, Node adjoint)
    {
        Node x = _copies[operand], m = _copies[extreme];
        var isExtreme = new Binary(BinaryOp.Equal, new Argument(0), new Argument(1));
        Node count = _builder.Add(new Reduce(ReduceKind.Sum), [_builder.Map(new Select(isExtreme, new Number(1), new Number(0)), x, m)]);
        return _builder.Map(
            new Select(isExtreme, new Binary(BinaryOp.Divide, new Argument(2), new Argument(3)), new Number(0)), operand.Type, [x, m, adjoint, count]);
    }

    private void Accumulate(Node operand, Func<Node> contribution)
    {
        if (!_learns.Contains(operand))
            return;
        Node value = contribution();
        if (operand.Hint is not null && value != _copies[operand])
            value.Suggest(operand.Hint + " gradient");
        _adjoints[operand] = _adjoints.TryGetValue(operand, out Node? sum)
            ? _builder.Map(new Binary(BinaryOp.Add, new Argument(0), new Argument(1)), operand.Type, [sum, value])
            : value;
    }
}
