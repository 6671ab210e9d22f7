using FastGrad.Compiler.Ir;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Small graphs of every primitive, from inputs to a loss, and numbers to run them on; all by the seed.</summary>
internal sealed class RandomGraphs
{
    private const int Rows = 5, Batch = 3, LongestValue = 48;
    private readonly System.Random _random;
    private readonly GraphBuilder _builder;
    private readonly List<Node> _pool = [];
    private readonly List<Node> _indices = [];
    private readonly bool _isBody;
    private int _streams;

    private RandomGraphs(System.Random random, GraphBuilder builder, bool isBody)
    {
        _random = random;
        _builder = builder;
        _isBody = isBody;
    }

    /// <param name="seed">The same gives the same.</param>
    /// <param name="size">Primitives to try: those whose operands don't fit are left out.</param>
    /// <param name="scans">Whether recurrences are among them.</param>
    public static (Graph Graph, GraphInputs Inputs) Make(int seed, int size, bool scans = true)
    {
        var random = new System.Random(seed);
        var graphs = new RandomGraphs(random, new GraphBuilder(), isBody: false);
        var leaves = new Dictionary<Given, double[][]>();
        Node x = graphs.Leaf(leaves, new InputLeaf(0), Shape.Of(random.Next(2, 5), random.Next(1, 5)), batched: true);
        Node vector = graphs.Leaf(leaves, new InputLeaf(1), Shape.Of(4), batched: true);
        Node indices = graphs.Leaf(leaves, new InputLeaf(2), Shape.Of(random.Next(1, 4)), batched: true, whole: Rows);
        graphs._indices.Add(indices);
        graphs._pool.AddRange([x, vector]);
        Shape[] parameters = [Shape.Of(4, 3), Shape.Of(4), Shape.Scalar, Shape.Of(Rows, 2), Shape.Of(3, 1)];
        for (int i = 0; i < parameters.Length; i++)
            graphs._pool.Add(graphs.Leaf(leaves, new ParameterLeaf(i), parameters[i], batched: false));
        for (int i = 0; i < size; i++)
        {
            if (scans && random.Next(6) == 0)
                graphs.TryScan();
            else
                graphs.TryNode();
        }
        graphs.Finish(vector);
        leaves[new TargetLeaf()] = Values(random, 4, Batch, 0);
        return (graphs._builder.Build(), new GraphInputs(Batch) { Leaves = leaves, Uniforms = { ["u"] = 0.7 } });
    }

    public static double[][] Values(System.Random random, int length, int rows, int whole) =>
        [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, length).Select(_ => whole > 0 ? random.Next(whole) : random.NextDouble() * 3 - 1.5).ToArray())];

    private Node Leaf(Dictionary<Given, double[][]> leaves, Given leaf, Shape shape, bool batched, int whole = 0)
    {
        leaves[leaf] = Values(_random, shape.Length, batched ? Batch : 1, whole);
        return _builder.Leaf(leaf, new TensorType(shape, batched));
    }

    private T Any<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private void TryNode()
    {
        try
        {
            if (Node() is { Shape.Length: <= LongestValue } node)
                _pool.Add(node);
        }
        catch (ShapeException)
        {
            // Operands that don't go together: another time.
        }
    }

    private Node? Node()
    {
        Node a = Any(_pool), b = Any(_pool);
        switch (_random.Next(20))
        {
            case 0 or 1:
                UnaryOp[] smooth = [UnaryOp.Tanh, UnaryOp.Sigmoid, UnaryOp.Sin, UnaryOp.Cos, UnaryOp.Abs, UnaryOp.Softplus, UnaryOp.Erf];
                return _builder.Map(Op(Any(smooth), X), a);
            case 2 or 3:
                return _builder.Map(Op(UnaryOp.Tanh, new Binary(Any([BinaryOp.Add, BinaryOp.Subtract, BinaryOp.Multiply, BinaryOp.Max, BinaryOp.Min]), X, Y)), a, b);
            case 4:
                return _builder.Map(Divide(Op(UnaryOp.Sin, X), Add(Multiply(Y, Y), Number(0.8))), a, b);
            case 5:
                return _builder.Map(Select(new Binary(BinaryOp.Greater, X, Y), Multiply(X, U), Op(UnaryOp.Sqrt, Add(Multiply(Y, Y), Number(1)))), a, b);
            case 6:
                return _builder.Map(Op(UnaryOp.Sin, Add(X, new ElementIndex(_random.Next(1, 3), _random.Next(3)))), a);
            case 7:
                return _builder.Add(new Reduce(Any([ReduceKind.Sum, ReduceKind.Max, ReduceKind.Min])), [a]);
            case 8 when a.Shape.Rank > 0:
                return AxisReduction.Along((primitive, node) => _builder.Add(primitive, [node]), Any([ReduceKind.Sum, ReduceKind.Max, ReduceKind.Min]), a, _random.Next(a.Shape.Rank));
            case 9 when a.Type.Batched:
                return _builder.Map(Op(UnaryOp.Tanh, X), _builder.Add(new BatchReduce(Any([ReduceKind.Sum, ReduceKind.Max, ReduceKind.Min])), [a]));
            case 10:
                return _builder.Add(new Product(Any([ProductForm.Forward, ProductForm.InputGradient, ProductForm.WeightGradient])), [a, b]);
            case 11 or 12:
                bool overBatch = (a.Type.Batched || b.Type.Batched) && _random.Next(4) == 0;
                return _builder.Add(new MatMul(_random.Next(2) == 0, _random.Next(2) == 0, overBatch), [Matrix(a), Matrix(b)]);
            case 13 when _pool.Any(node => node.Shape.Rank > 0 && node.Shape.Dimensions[0] == Rows):
                Node table = Any([.. _pool.Where(node => node.Shape.Rank > 0 && node.Shape.Dimensions[0] == Rows)]);
                return _builder.Add(new Gather(), [table, Any(_indices)]);
            case 14:
                Node at = Any(_indices);
                Node rows = _builder.Add(new Broadcast(Shape.Of([.. at.Shape.Dimensions, .. a.Shape.Dimensions.Skip(a.Shape.Rank - Math.Min(a.Shape.Rank, 1))])), [a]);
                return _builder.Add(new Scatter(Rows, OverBatch: (rows.Type.Batched || at.Type.Batched) && _random.Next(3) == 0), [rows, at]);
            case 15 when a.Shape.Rank > 0:
                int axis = _random.Next(a.Shape.Rank), length = _random.Next(1, a.Shape.Dimensions[axis] + 1);
                return _builder.Add(new Slice(axis, _random.Next(a.Shape.Dimensions[axis] - length + 1), length), [a]);
            case 16 when a.Shape.Rank > 0:
                return _builder.Add(new Concat(_random.Next(a.Shape.Rank)), [a, b]);
            case 17 when a.Shape.Rank > 1:
                return _builder.Add(new Transpose(Enumerable.Range(0, a.Shape.Rank).OrderBy(_ => _random.Next()).ToEquatableArray()), [a]);
            case 18:
                return _random.Next(2) == 0
                    ? _builder.Add(new View(Shape.Of(a.Shape.Length)), [a])
                    : _builder.Add(new Broadcast(Shape.Of([_random.Next(1, 4), .. a.Shape.Dimensions])), [a]);
            case 19:
                return _random.Next(3) switch
                {
                    0 => _builder.Add(new Detach(), [a]),
                    1 when !_isBody => _builder.Add(new Ir.Random(_streams++, new TensorType(Shape.Of(4), true)), []),
                    _ => _builder.Add(new Pick(), [_builder.Add(new View(Shape.Of(a.Shape.Length)), [a]), _builder.Map(Number(_random.Next(a.Shape.Length)))]),
                };
            default:
                return null;
        }
    }

    private Node Matrix(Node node) => node.Shape.Rank == 2 ? node : _builder.Add(new View(Shape.Of(node.Shape.Length, 1)), [node]);

    private void TryScan()
    {
        List<Node> sequences = [.. _pool.Where(node => node.Shape.Rank > 0)];
        Node sequence = Any(sequences), initial = Any(_pool);
        if (initial.Shape.Length > 6)
            return;
        // As the tracer has it: batched where anything is.
        if (!initial.Type.Batched)
            initial = _builder.Map(X, initial.Type with { Batched = true }, [initial]);
        int steps = sequence.Shape.Dimensions[0];
        var body = new RandomGraphs(_random, new GraphBuilder(), isBody: true);
        List<Node> operands = [sequence, initial];
        Node element = body._builder.Leaf(
            new ScanLeaf(ScanLeafKind.Element, 0), sequence.Type with { Shape = Shape.Of(sequence.Shape.Dimensions.Skip(1)) });
        Node state = body._builder.Leaf(new ScanLeaf(ScanLeafKind.State, 1), initial.Type);
        body._pool.AddRange([element, state, state]);
        for (int i = _random.Next(4); i > 0; i--)
        {
            Node captured = Any(_pool);
            operands.Add(captured);
            body._pool.Add(body._builder.Leaf(new ScanLeaf(ScanLeafKind.Shared, operands.Count - 1), captured.Type));
        }
        Node indices = Any(_indices);
        operands.Add(indices);
        body._indices.Add(body._builder.Leaf(new ScanLeaf(ScanLeafKind.Shared, operands.Count - 1), indices.Type));
        for (int i = _random.Next(1, 7); i > 0; i--)
            body.TryNode();
        Node next = body.Whole(state);
        body._builder.Root("next0", next);
        bool second = _random.Next(3) == 0;
        if (second)
        {
            // A state that is only a number, of another node, and a sum at that.
            operands.Add(_builder.Map(Number(0.3), new TensorType(Shape.Scalar, true), []));
            Node sum = body._builder.Leaf(new ScanLeaf(ScanLeafKind.State, operands.Count - 1, 1), new TensorType(Shape.Scalar, true));
            Node mean = next.Shape.IsScalar ? next : body._builder.Add(new Reduce(ReduceKind.Sum), [next]);
            body._builder.Root("next1", body._builder.Map(Add(X, Op(UnaryOp.Sigmoid, Y)), sum, mean));
        }
        Node output = _random.Next(2) == 0 ? next : Any(body._pool);
        body._builder.Root("out0", output);
        Node scan = _builder.Add(new Scan(body._builder.Build(), steps, _random.Next(2) == 0), operands);
        Node stacked = _builder.Add(new ScanResult(0, Stacked: true), [scan]);
        if (stacked.Shape.Length <= LongestValue || output == next)
            _pool.Add(stacked);
        if (second || _random.Next(2) == 0)
            _pool.Add(_builder.Add(new ScanResult(second ? 1 : 0, Stacked: false), [scan]));
    }

    /// <summary>All that was made, in a value like another one: nothing is without influence.</summary>
    private Node Whole(Node like)
    {
        Node result = like;
        foreach (Node node in _pool.Skip(1).Where(node => _pool.IndexOf(node) > 0).Distinct().ToList())
        {
            Node part = node.Shape.IsScalar ? node : node.Shape == like.Shape ? node : _builder.Add(new Reduce(ReduceKind.Sum), [node]);
            result = _builder.Map(Op(UnaryOp.Tanh, Add(X, Multiply(Y, Number(0.5 + 0.3 * _random.NextDouble())))), like.Type, [result, part]);
        }
        return result;
    }

    private void Finish(Node like)
    {
        Node output = _builder.Add(new Boundary(Roots.Output), [Whole(like)], "outputs");
        _builder.Root(Roots.Output, output);
        Node target = _builder.Leaf(new TargetLeaf(), output.Type);
        Node terms = _builder.Map(Multiply(Subtract(X, Y), Subtract(X, Y)), output, target);
        Node sum = _builder.Add(new BatchReduce(ReduceKind.Sum), [_builder.Add(new Reduce(ReduceKind.Sum), [terms])]);
        _builder.Root(Roots.Loss, _builder.Map(Multiply(X, new Uniform(Uniform.InverseBatch)), sum));
    }
}
