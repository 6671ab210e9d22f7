using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Reverse mode: from the loss back to every parameter that learns (and the input, where asked), by <see cref="Adjoints"/>. Adds the roots
/// outputGradient, gradient0, gradient1, … and inputGradient.
/// </summary>
internal sealed class Differentiate
{
    private readonly Graph _graph;
    private readonly bool _inputGradient, _scales;
    private readonly IReadOnlyCollection<int> _frozen;
    private readonly GraphBuilder _builder = new();
    private readonly Dictionary<Node, Node> _copies = [];
    private readonly HashSet<Node> _learns = [];
    private readonly Dictionary<Node, ScanDerivative> _scans = [];
    private readonly Adjoints _adjoints;

    private Differentiate(Graph graph, bool inputGradient, IReadOnlyCollection<int> frozen, bool scales)
    {
        _graph = graph;
        _inputGradient = inputGradient;
        _scales = scales;
        _frozen = frozen;
        _adjoints = new Adjoints(_builder, _copies, _learns);
    }

    /// <param name="graph">From inputs to the loss.</param>
    /// <param name="inputGradient">Whether inputs are to have a gradient too.</param>
    /// <param name="frozen">Indices of parameters that are to have none, nor what only they would need.</param>
    /// <param name="scales">Whether what goes backward is multiplied, so that small gradients have digits in 16 bits.</param>
    public static Graph Run(Graph graph, bool inputGradient, IReadOnlyCollection<int>? frozen = null, bool scales = false) =>
        new Differentiate(graph, inputGradient, frozen ?? [], scales).Run();

    private Graph Run()
    {
        List<Node> outputs = [.. Enumerable.Range(0, int.MaxValue).TakeWhile(i => _graph.Roots.ContainsKey(Roots.OutputAt(i))).Select(i => _graph.Roots[Roots.OutputAt(i)])];
        Node loss = _graph.Roots[Roots.Loss];
        HashSet<Node> asked = Asked([loss, .. outputs]);
        foreach (Node node in _graph.Nodes)
        {
            // The outputs always have a gradient: the user may hand one in.
            if (node.Primitive is not Detach && (IsSource(node) || outputs.Contains(node) || node.Operands.Any(_learns.Contains)))
                _learns.Add(node);
            if (node.Primitive is Scan scan && _learns.Contains(node))
                _scans[node] = new ScanDerivative(scan, [.. node.Operands.Select(_learns.Contains)], Results(node).Where(asked.Contains));
            _copies[node] = Copy(node);
        }
        foreach (KeyValuePair<string, Node> root in _graph.SortedRoots)
            _builder.Root(root.Key, _copies[root.Value]);

        _adjoints.Set(loss, _builder.Map(_scales ? new Uniform(Uniform.LossScale) : new Number(1)));
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = _graph.Nodes[i];
            if (!_learns.Contains(node))
                continue;
            if (outputs.IndexOf(node) is int index and >= 0)
                _adjoints.Set(node, OutputGradient(node, index));
            if (_scans.TryGetValue(node, out ScanDerivative? scan) && Results(node).Any(result => _adjoints.Of(result) is not null))
                scan.Backward(_builder, node, _copies, _adjoints);
            if (_adjoints.Of(node) is not Node adjoint)
                continue;
            if (IsSource(node))
                _builder.Root(RootOf(node), adjoint);
            else
                _adjoints.Backward(node, adjoint);
        }
        foreach (Node node in _graph.Nodes.Where(node => IsSource(node) && _adjoints.Of(node) is null))
        {
            // Nothing depends on it: its gradient is zero, and still there to be read.
            _builder.Root(RootOf(node), _builder.Map(new Number(0), node.Type, []));
        }
        return _builder.Build();
    }

    private bool IsSource(Node node) =>
        (node.Primitive is ParameterLeaf parameter && !_frozen.Contains(parameter.Index)) || (_inputGradient && node.Primitive is InputLeaf);

    private static string RootOf(Node source) =>
        source.Primitive is ParameterLeaf parameter ? Roots.Gradient(parameter.Index) : Roots.InputGradientAt(((InputLeaf)source.Primitive).Index);

    private IEnumerable<Node> Results(Node scan) => _graph.Nodes.Where(node => node.Primitive is ScanResult && node.Operands[0] == scan);

    /// <summary>What any of some nodes depends on.</summary>
    private HashSet<Node> Asked(IEnumerable<Node> nodes)
    {
        var asked = new HashSet<Node>(nodes);
        for (int i = _graph.Nodes.Count - 1; i >= 0; i--)
        {
            if (asked.Contains(_graph.Nodes[i]))
                asked.UnionWith(_graph.Nodes[i].Operands);
        }
        return asked;
    }

    private Node Copy(Node node) => node.Primitive switch
    {
        Given => _builder.Leaf(node.Primitive, node.Type, node.Hint),
        Scan scan => _builder.Add(
            _scans.TryGetValue(node, out ScanDerivative? derivative) ? derivative.Forward : ScanDerivative.WithoutOverrides(scan),
            [.. node.Operands.Select(operand => _copies[operand])],
            node.Hint),
        // Derivatives of its own are asked for here only, on the way back.
        Map map => _builder.Add(map with { Body = WithDerivative.Strip(map.Body) }, [.. node.Operands.Select(operand => _copies[operand])], node.Hint),
        _ => _builder.Add(node.Primitive, [.. node.Operands.Select(operand => _copies[operand])], node.Hint),
    };

    private Node OutputGradient(Node output, int index)
    {
        Node adjoint = _adjoints.Of(output) ?? _builder.Map(new Number(0), output.Type, []);
        string name = index == 0 ? "output gradient" : output.Hint + " gradient";
        Node boundary = _builder.Add(new Boundary(Roots.OutputGradientAt(index)), [adjoint], name);
        _builder.Root(Roots.OutputGradientAt(index), boundary);
        return boundary;
    }
}
