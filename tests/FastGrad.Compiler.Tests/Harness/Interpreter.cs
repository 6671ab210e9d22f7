using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>What a graph runs on. Values are rows: one per example, or a single one where all examples share it.</summary>
/// <param name="batch">How many examples.</param>
internal sealed class GraphInputs(int batch)
{
    public int Batch { get; } = batch;

    /// <summary>Values of the leaves; constants know their own.</summary>
    public Dictionary<Given, double[][]> Leaves { get; init; } = [];

    /// <summary>Settings of losses; what belongs to the batch is known.</summary>
    public Dictionary<string, double> Uniforms { get; init; } = [];

    /// <summary>What the world puts in the place of a boundary's value: an output gradient from outside.</summary>
    public Dictionary<string, double[][]> Replaced { get; init; } = [];

    /// <summary>What was detached, in the order in which it was met: a value that stays as it is where what it came from is moved.</summary>
    public DetachedValues? Detached { get; init; }

    /// <summary>The same, with one number of one leaf changed, and what is detached as it was.</summary>
    public GraphInputs With(Given leaf, int row, int element, double value, List<double[][]>? detached = null)
    {
        double[][] rows = [.. Leaves[leaf].Select(own => (double[])own.Clone())];
        rows[row][element] = value;
        return new GraphInputs(Batch)
        {
            Leaves = new(Leaves) { [leaf] = rows },
            Uniforms = Uniforms,
            Replaced = Replaced,
            Detached = detached is null ? null : new DetachedValues(detached),
        };
    }

    public GraphInputs Recording(List<double[][]> detached) =>
        new(Batch) { Leaves = Leaves, Uniforms = Uniforms, Replaced = Replaced, Detached = new DetachedValues(detached) };
}

/// <param name="values">Filled where it is empty at first; else read from.</param>
internal sealed class DetachedValues(List<double[][]> values)
{
    private readonly bool _records = values.Count == 0;
    private int _next;

    public double[][] Take(double[][] now)
    {
        if (_records)
            values.Add(now);
        return values[_next++];
    }
}

/// <summary>
/// Graphs as their primitives are described, in double, a node at a time and as naively as can be: what passes must not change and
/// derivatives must agree with.
/// </summary>
internal sealed class Interpreter
{
    private readonly int _batch;
    private readonly GraphInputs _inputs;
    private readonly Func<Given, TensorType, double[][]> _leaf;
    private readonly Dictionary<Node, double[][]> _values = [];

    private readonly Dictionary<Node, Dictionary<ScanResult, double[][]>> _scans = [];

    private Interpreter(GraphInputs inputs, Func<Given, TensorType, double[][]> leaf)
    {
        _inputs = inputs;
        _batch = inputs.Batch;
        _leaf = leaf;
    }

    /// <summary>Rows of a node of the graph.</summary>
    public double[][] this[Node node] => _values[node];

    /// <summary>Every root's rows.</summary>
    public static Dictionary<string, double[][]> Run(Graph graph, GraphInputs inputs)
    {
        Interpreter values = Nodes(graph, inputs);
        return graph.Roots.ToDictionary(root => root.Key, root => values[root.Value]);
    }

    /// <summary>All values of the graph.</summary>
    public static Interpreter Nodes(Graph graph, GraphInputs inputs)
    {
        var interpreter = new Interpreter(inputs, (leaf, type) => inputs.Leaves.TryGetValue(leaf, out double[][]? rows)
            ? rows
            : throw new ArgumentException($"no values for {leaf} : {type}"));
        interpreter.Run(graph);
        return interpreter;
    }

    /// <summary>The same number for a place at each call, in [0, 1).</summary>
    public static double Random(int stream, int example, int element)
    {
        double chaos = Math.Sin(stream * 12.9898 + example * 78.233 + element * 37.719 + 1) * 43758.5453;
        return chaos - Math.Floor(chaos);
    }

    private void Run(Graph graph)
    {
        foreach (Node node in graph.Nodes)
        {
            if (node.Primitive is Scan scan)
            {
                _scans[node] = Recur(scan, node);
                continue;
            }
            double[][] rows = Value(node);
            Assert.Equal(node.Type.Batched ? _batch : 1, rows.Length);
            Assert.All(rows, row => Assert.Equal(node.Shape.Length, row.Length));
            _values[node] = rows;
        }
    }

    private double[][] Value(Node node)
    {
        double[] Of(int operand, int example) => Row(node.Operands[operand], example);
        Shape ShapeOf(int operand) => node.Operands[operand].Shape;
        double[][] Each(Func<int, double[]> row) => [.. Enumerable.Range(0, node.Type.Batched ? _batch : 1).Select(row)];
        double[][] Elements(Func<int, int, double> element) => Each(example => [.. Enumerable.Range(0, node.Shape.Length).Select(i => element(example, i))]);

        switch (node.Primitive)
        {
            case Constant constant:
                return [[.. constant.Values]];
            case Given given:
                return _leaf(given, node.Type);
            case Map map:
                int[][] places = [.. node.Operands.Select(operand => Stretched(operand.Shape, node.Shape))];
                return Elements((example, i) => Harness.Evaluate.Value(
                    map.Body, new Place([.. places.Select((place, operand) => Of(operand, example)[place[i]])], Uniforms, i)));
            case Reduce reduce:
                int results = reduce.Shape.Length, gathered = ShapeOf(0).Length / results;
                return Elements((example, i) => Gathered(
                    reduce.Kind, Enumerable.Range(0, gathered).Select(j => Of(0, example)[reduce.Leading ? j * results + i : i * gathered + j])));
            case BatchReduce reduce:
                return Elements((_, i) => Gathered(reduce.Kind, Enumerable.Range(0, _batch).Select(example => Of(0, example)[i])));
            case Product { Form: ProductForm.Forward }:
                return Elements((example, n) => Sum(ShapeOf(0).Length, k => Of(0, example)[k] * Of(1, 0)[k * node.Shape.Length + n]));
            case Product { Form: ProductForm.InputGradient }:
                return Elements((example, k) => Sum(ShapeOf(0).Length, n => Of(0, example)[n] * Of(1, 0)[k * ShapeOf(0).Length + n]));
            case Product:
                int rows = node.Operands[0].Type.Batched ? _batch : 1, width = ShapeOf(1).Length;
                return Elements((_, i) => Sum(rows, example => Of(0, example)[i / width] * Of(1, example)[i % width]));
            case MatMul product:
                return Multiply(product, node, Of, ShapeOf);
            case Pick:
                return Elements((example, _) => Of(0, example)[Index(Of(1, example)[0])]);
            case Gather:
                int own = ShapeOf(0).Length / ShapeOf(0).Dimensions[0];
                return Elements((example, i) => Of(0, example)[Index(Of(1, example)[i / own]) * own + i % own]);
            case Scatter scatter:
                return Scattered(scatter, node, Of, ShapeOf);
            case View:
                return Each(example => Of(0, example));
            case Detach:
                double[][] detached = Each(example => Of(0, example));
                return _inputs.Detached?.Take(detached) ?? detached;
            case Boundary boundary:
                return _inputs.Replaced.TryGetValue(boundary.Name, out double[][]? replaced) ? replaced : Each(example => Of(0, example));
            case Slice slice:
                return Elements((example, i) =>
                {
                    int[] at = Places(i, node.Shape);
                    at[slice.Axis] += slice.Start;
                    return Of(0, example)[Flat(at, ShapeOf(0))];
                });
            case Concat concat:
                return Elements((example, i) =>
                {
                    int[] at = Places(i, node.Shape);
                    int operand = 0;
                    for (; at[concat.Axis] >= ShapeOf(operand).Dimensions[concat.Axis]; operand++)
                        at[concat.Axis] -= ShapeOf(operand).Dimensions[concat.Axis];
                    return Of(operand, example)[Flat(at, ShapeOf(operand))];
                });
            case Transpose transpose:
                return Elements((example, i) =>
                {
                    int[] at = Places(i, node.Shape), from = new int[at.Length];
                    for (int axis = 0; axis < at.Length; axis++)
                        from[transpose.Permutation[axis]] = at[axis];
                    return Of(0, example)[Flat(from, ShapeOf(0))];
                });
            case Broadcast:
                int[] stretched = Stretched(ShapeOf(0), node.Shape);
                return Elements((example, i) => Of(0, example)[stretched[i]]);
            case Ir.Random random:
                return Elements((example, i) => Random(random.Stream, example, i));
            case ScanResult result:
                return _scans[node.Operands[0]][result];
            default:
                throw new ArgumentException($"no value of {node.Primitive.GetType().Name}");
        }
    }

    private Dictionary<string, double> Uniforms => new(_inputs.Uniforms)
    {
        [Uniform.Batch] = _batch,
        [Uniform.InverseBatch] = 1.0 / _batch,
    };

    private double[] Row(Node node, int example) => _values[node] is var rows && node.Type.Batched ? rows[example] : rows[0];

    private double[][] Multiply(MatMul product, Node node, Func<int, int, double[]> of, Func<int, Shape> shapeOf)
    {
        int columns = node.Shape.Dimensions[1], inner = shapeOf(0).Dimensions[product.TransposeLeft ? 0 : 1];
        double Left(int example, int i, int k) => of(0, example)[product.TransposeLeft ? k * shapeOf(0).Dimensions[1] + i : i * inner + k];
        double Right(int example, int k, int j) => of(1, example)[product.TransposeRight ? j * inner + k : k * columns + j];
        double[] One(int example) =>
            [.. Enumerable.Range(0, node.Shape.Length).Select(at => Sum(inner, k => Left(example, at / columns, k) * Right(example, k, at % columns)))];
        return product.OverBatch
            ? [[.. Enumerable.Range(0, _batch).Select(One).Aggregate((sum, own) => [.. sum.Zip(own, (a, b) => a + b)])]]
            : [.. Enumerable.Range(0, node.Type.Batched ? _batch : 1).Select(One)];
    }

    private double[][] Scattered(Scatter scatter, Node node, Func<int, int, double[]> of, Func<int, Shape> shapeOf)
    {
        int count = shapeOf(1).Length, width = node.Shape.Length / scatter.Count;
        double[][] rows = [.. Enumerable.Range(0, node.Type.Batched ? _batch : 1).Select(_ => new double[node.Shape.Length])];
        for (int example = 0; example < (scatter.OverBatch ? _batch : rows.Length); example++)
        {
            for (int i = 0; i < count * width; i++)
                rows[scatter.OverBatch ? 0 : example][Index(of(1, example)[i / width]) * width + i % width] += of(0, example)[i];
        }
        return rows;
    }

    private Dictionary<ScanResult, double[][]> Recur(Scan scan, Node node)
    {
        List<double[][]> next = [.. scan.States.Select(leaf => _values[node.Operands[((ScanLeaf)leaf.Primitive).Operand]])];
        Dictionary<int, double[][][]> steps = scan.Outs.ToDictionary(index => index, _ => new double[scan.Steps][][]);
        foreach (int step in scan.Reverse ? Enumerable.Range(0, scan.Steps).Reverse() : Enumerable.Range(0, scan.Steps))
        {
            List<double[][]> before = next;
            var body = new Interpreter(_inputs, (leaf, type) => leaf is not ScanLeaf own ? _leaf(leaf, type) : own.Kind switch
            {
                ScanLeafKind.Element => [.. _values[node.Operands[own.Operand]].Select(row => row[(step * type.Shape.Length)..((step + 1) * type.Shape.Length)])],
                ScanLeafKind.State => before[own.Index],
                _ => _values[node.Operands[own.Operand]],
            });
            body.Run(scan.Body);
            next = [.. before.Select((_, index) => body[scan.Body.Roots[Scan.Next(index)]])];
            foreach ((int index, double[][][] stack) in steps)
                stack[step] = body[scan.Body.Roots[Scan.Out(index)]];
        }
        var results = steps.ToDictionary(
            own => new ScanResult(own.Key, Stacked: true),
            own => Enumerable.Range(0, own.Value[0].Length).Select(row => own.Value.SelectMany(step => step[row]).ToArray()).ToArray());
        for (int i = 0; i < next.Count; i++)
            results[new ScanResult(i, Stacked: false)] = next[i];
        return results;
    }

    private static double Gathered(ReduceKind kind, IEnumerable<double> values) => kind switch
    {
        ReduceKind.Sum => values.Sum(),
        ReduceKind.Max => values.Aggregate(Math.Max),
        _ => values.Aggregate(Math.Min),
    };

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    private static int Index(double value) => value == Math.Floor(value) ? (int)value : throw new ArgumentException($"{value} is no index");

    /// <summary>For each element of the whole, the operand's that is stretched to it.</summary>
    private static int[] Stretched(Shape operand, Shape whole) => [.. Enumerable.Range(0, whole.Length).Select(i =>
    {
        IEnumerable<int> at = Places(i, whole).Skip(whole.Rank - operand.Rank);
        return Flat([.. at.Zip(operand.Dimensions, (place, length) => length == 1 ? 0 : place)], operand);
    })];

    private static int[] Places(int flat, Shape shape)
    {
        int[] at = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
            (flat, at[axis]) = (flat / shape.Dimensions[axis], flat % shape.Dimensions[axis]);
        return at;
    }

    private static int Flat(int[] at, Shape shape) => at.Zip(shape.Dimensions).Aggregate(0, (flat, axis) => flat * axis.Second + axis.First);
}
