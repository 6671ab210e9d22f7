using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Derivatives of primitives, one rule each: what an operand's adjoint gets from its reader's. The adjoint of a value is what the loss
/// changes by when the value does; of a value that all examples share, summed over the batch.
/// </summary>
/// <param name="builder">Where adjoints are computed.</param>
/// <param name="copies">The values of the graph that is differentiated, in the builder.</param>
/// <param name="learns">The nodes that have an adjoint at all.</param>
internal class Adjoints(GraphBuilder builder, IReadOnlyDictionary<Node, Node> copies, HashSet<Node> learns)
{
    private readonly GraphBuilder _builder = builder;
    private readonly IReadOnlyDictionary<Node, Node> _copies = copies;
    private readonly HashSet<Node> _learns = learns;
    private readonly Dictionary<Node, Node> _adjoints = [];

    /// <summary>The sum of what has been added; null for nothing yet.</summary>
    public Node? Of(Node node) => _adjoints.TryGetValue(node, out Node? adjoint) ? adjoint : null;

    /// <summary>Says what an adjoint is, whatever was added before.</summary>
    public void Set(Node node, Node adjoint) => _adjoints[node] = adjoint;

    /// <summary>Adds to the adjoints of a node's operands what they have through it.</summary>
    public void Backward(Node node, Node adjoint)
    {
        IReadOnlyList<Node> operands = node.Operands;
        switch (node.Primitive)
        {
            case Map map:
                for (int i = 0; i < operands.Count; i++)
                    Backward(node, map, i, adjoint);
                break;
            case Reduce { Kind: ReduceKind.Sum } reduce:
                Accumulate(operands[0], () => Spread(reduce, adjoint, operands[0].Type));
                break;
            case Reduce reduce:
                Accumulate(operands[0], () => SharedExtreme(reduce, operands[0], node, adjoint));
                break;
            case BatchReduce { Kind: ReduceKind.Sum }:
                Accumulate(operands[0], () => adjoint);
                break;
            case BatchReduce:
                Accumulate(operands[0], () => SharedExtreme(operands[0], node, adjoint));
                break;
            case Product product:
                Backward(product.Form, operands[0], operands[1], adjoint);
                break;
            case MatMul product:
                Backward(product, operands[0], operands[1], adjoint);
                break;
            case Pick:
                Accumulate(operands[0], () => _builder.Map(
                    new Select(new Binary(BinaryOp.Equal, new ElementIndex(), new Argument(0)), new Argument(1), new Number(0)),
                    operands[0].Type,
                    [_copies[operands[1]], adjoint]));
                break;
            case Gather:
                Accumulate(operands[0], () => _builder.Add(
                    new Scatter(operands[0].Shape.Dimensions[0], OverBatch: !operands[0].Type.Batched && node.Type.Batched), [adjoint, _copies[operands[1]]]));
                break;
            case Scatter:
                Accumulate(operands[0], () => _builder.Add(new Gather(), [adjoint, _copies[operands[1]]]));
                break;
            case View:
                Accumulate(operands[0], () => See(adjoint, operands[0].Shape));
                break;
            case Slice slice:
                Accumulate(operands[0], () => Among(adjoint, slice, operands[0].Shape));
                break;
            case Concat concat:
                for (int i = 0, start = 0; i < operands.Count; i++)
                {
                    int from = start, length = operands[i].Shape.Dimensions[concat.Axis];
                    Accumulate(operands[i], () => _builder.Add(new Slice(concat.Axis, from, length), [adjoint]));
                    start += length;
                }
                break;
            case Transpose transpose:
                Accumulate(operands[0], () => _builder.Add(Inverse(transpose), [adjoint]));
                break;
            case Broadcast:
                Accumulate(operands[0], () => AxisReduction.SumTo(Add, adjoint, operands[0].Shape));
                break;
            case Boundary:
                Accumulate(operands[0], () => adjoint);
                break;
            case ScanResult:
                // All of a scan's results go back together: see ScanDerivative.
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
        Expr body = Derivative.Scale(incoming, ResultReuse.Apply(derivative, WithDerivative.Strip(map.Body), result));
        Node full = _builder.Map(body, node.Type, [.. node.Operands.Select(own => _copies[own]), _copies[node], adjoint]);
        // What was stretched going forward is summed coming back.
        if (operand.Shape != node.Shape)
        {
            full.Suggest(operand.Hint + " gradient per element");
            full = AxisReduction.SumTo(Add, full, operand.Shape);
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

    private void Backward(MatMul product, Node left, Node right, Node adjoint)
    {
        Node a = _copies[left], b = _copies[right];
        Accumulate(left, () => product.TransposeLeft
            ? Multiply(left, b, adjoint, product.TransposeRight, true)
            : Multiply(left, adjoint, b, false, !product.TransposeRight));
        Accumulate(right, () => product.TransposeRight
            ? Multiply(right, adjoint, a, true, product.TransposeLeft)
            : Multiply(right, a, adjoint, !product.TransposeLeft, false));
    }

    /// <summary>A product that is an operand's gradient: of a shared one summed over the batch at once, so that no example's lies in memory.</summary>
    private Node Multiply(Node of, Node left, Node right, bool transposeLeft, bool transposeRight) => _builder.Add(
        new MatMul(transposeLeft, transposeRight, OverBatch: !of.Type.Batched && (left.Type.Batched || right.Type.Batched)), [left, right]);

    private Node Add(Primitive primitive, Node operand) => _builder.Add(primitive, [operand]);

    private Node See(Node node, Shape shape) => node.Shape == shape ? node : _builder.Add(new View(shape), [node]);

    /// <summary>Rows and columns of what a reduction sees: each row to one number, or (leading) each column.</summary>
    private static Shape Split(Reduce reduce, Shape operand) => reduce.Leading
        ? Shape.Of(operand.Length / reduce.Shape.Length, reduce.Shape.Length)
        : Shape.Of(reduce.Shape.Length, operand.Length / reduce.Shape.Length);

    /// <summary>A reduction's result as it is stretched over what it was made of.</summary>
    private Node Stretched(Reduce reduce, Node result) =>
        See(result, reduce.Leading ? Shape.Of(reduce.Shape.Length) : Shape.Of(reduce.Shape.Length, 1));

    /// <summary>One number for every element that went into it.</summary>
    private Node Spread(Reduce reduce, Node adjoint, TensorType type)
    {
        if (reduce.Shape.Length == 1)
            return _builder.Map(new Argument(0), type, [See(adjoint, Shape.Scalar)]);
        Node spread = _builder.Map(new Argument(0), adjoint.Type with { Shape = Split(reduce, type.Shape) }, [Stretched(reduce, adjoint)]);
        return See(spread, type.Shape);
    }

    /// <summary>A slice's gradient where the slice was taken, zeros around it.</summary>
    private Node Among(Node adjoint, Slice slice, Shape whole)
    {
        var parts = new List<Node>();
        int after = whole.Dimensions[slice.Axis] - slice.Start - slice.Length;
        if (slice.Start > 0)
            parts.Add(Zeros(slice.Start));
        parts.Add(adjoint);
        if (after > 0)
            parts.Add(Zeros(after));
        return parts.Count == 1 ? adjoint : _builder.Add(new Concat(slice.Axis), parts);

        Node Zeros(int length) => _builder.Map(
            new Number(0), new TensorType(Shape.Of(whole.Dimensions.Select((own, axis) => axis == slice.Axis ? length : own)), Batched: false), []);
    }

    private static Transpose Inverse(Transpose transpose)
    {
        int[] inverse = new int[transpose.Permutation.Count];
        for (int axis = 0; axis < inverse.Length; axis++)
            inverse[transpose.Permutation[axis]] = axis;
        return new Transpose(new EquatableArray<int>(inverse));
    }

    /// <summary>To the element that is the largest (smallest); among several equals each has its share, as in PyTorch.</summary>
    private Node SharedExtreme(Reduce reduce, Node operand, Node extreme, Node adjoint)
    {
        Node x = _copies[operand], m = _copies[extreme];
        bool whole = reduce.Shape.Length == 1;
        Shape shape = whole ? operand.Shape : Split(reduce, operand.Shape);
        Node Fitted(Node result) => whole ? See(result, Shape.Scalar) : Stretched(reduce, result);
        var isExtreme = new Binary(BinaryOp.Equal, new Argument(0), new Argument(1));
        Node seen = See(x, shape);
        Node indicator = _builder.Map(new Select(isExtreme, new Number(1), new Number(0)), seen, Fitted(m));
        Node count = _builder.Add(reduce with { Kind = ReduceKind.Sum }, [indicator]);
        Node gradient = _builder.Map(
            new Select(isExtreme, new Binary(BinaryOp.Divide, new Argument(2), new Argument(3)), new Number(0)),
            operand.Type with { Shape = shape, Batched = operand.Type.Batched || adjoint.Type.Batched },
            [seen, Fitted(m), Fitted(adjoint), Fitted(count)]);
        return See(gradient, operand.Shape);
    }

    /// <summary>The same over the batch.</summary>
    private Node SharedExtreme(Node operand, Node extreme, Node adjoint)
    {
        Node x = _copies[operand], m = _copies[extreme];
        var isExtreme = new Binary(BinaryOp.Equal, new Argument(0), new Argument(1));
        Node count = _builder.Add(new BatchReduce(ReduceKind.Sum), [_builder.Map(new Select(isExtreme, new Number(1), new Number(0)), x, m)]);
        return _builder.Map(
            new Select(isExtreme, new Binary(BinaryOp.Divide, new Argument(2), new Argument(3)), new Number(0)), operand.Type, [x, m, adjoint, count]);
    }

    /// <summary>Adds to an operand's adjoint, if it has one.</summary>
    public void Accumulate(Node operand, Func<Node> contribution)
    {
        if (_learns.Contains(operand))
            Accumulate(operand, contribution());
    }

    private protected virtual void Accumulate(Node operand, Node value)
    {
        // One for all examples is the sum of theirs; one of each that came from what all share is the same for each.
        if (value.Type.Batched && !operand.Type.Batched)
        {
            value.Suggest(operand.Hint + " gradient per example");
            value = _builder.Add(new BatchReduce(ReduceKind.Sum), [value]);
        }
        else if (!value.Type.Batched && operand.Type.Batched)
        {
            value = _builder.Map(new Argument(0), operand.Type, [value]);
        }
        if (operand.Hint is not null && value != _copies[operand])
            value.Suggest(operand.Hint + " gradient");
        _adjoints[operand] = _adjoints.TryGetValue(operand, out Node? sum)
            ? _builder.Map(new Binary(BinaryOp.Add, new Argument(0), new Argument(1)), operand.Type, [sum, value])
            : value;
    }
}
