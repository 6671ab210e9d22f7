using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>The methods that a formula may call, each as primitives.</summary>
internal sealed class Library(GraphBuilder? builder, Arithmetic arithmetic)
{
    public Traced Call(string target, IReadOnlyList<Traced> arguments)
    {
        int dot = target.IndexOf('.');
        string type = target.Substring(0, dot), method = target.Substring(dot + 1);
        if (type is "Math" or "Ops")
        {
            if (arguments.Count == 1 && ElementwiseUnary(method) is UnaryOp unary)
                return arithmetic.Apply(unary, arguments[0]);
            if (arguments.Count == 2 && ElementwiseBinary(method) is BinaryOp binary)
                return arithmetic.Apply(binary, arguments[0], arguments[1]);
        }
        return (target, arguments.Count) switch
        {
            ("Ops.Square", 1) => arithmetic.Apply(BinaryOp.Multiply, arguments[0], arguments[0]),
            ("Ops.MatMul", 2) => Add(new Product(ProductForm.Forward), Tensor(arguments[0]), Tensor(arguments[1])),
            ("Ops.Sum", 1) => Reduce(ReduceKind.Sum, arguments[0]),
            ("Ops.Max", 1) => Reduce(ReduceKind.Max, arguments[0]),
            ("Ops.Min", 1) => Reduce(ReduceKind.Min, arguments[0]),
            ("Ops.Mean", 1) => Mean(arguments[0]),
            ("Ops.LogSumExp", 1) => LogSumExp(arguments[0]),
            ("Ops.Softmax", 1) => Softmax(arguments[0]),
            ("Ops.Flatten", 1) => View(arguments[0], Shape.Of(Tensor(arguments[0]).Shape.Length)),
            ("Ops.Reshape", 2) => View(arguments[0], ((TracedShape)arguments[1]).Shape),
            ("Tensor.Length", 1) => new TracedInteger(Tensor(arguments[0]).Shape.Length),
            ("Tensor.Shape", 1) => new TracedShape(Tensor(arguments[0]).Shape),
            ("Tensor.Item", 2) => Pick(arguments[0], arguments[1]),
            ("Shape.new", _) => new TracedShape(Shape.Of(arguments.Select(Dimension))),
            ("Shape.Length", 1) => new TracedInteger(((TracedShape)arguments[0]).Shape.Length),
            ("Shape.Rank", 1) => new TracedInteger(((TracedShape)arguments[0]).Shape.Rank),
            ("Shape.Item", 2) => Dimension((TracedShape)arguments[0], arguments[1]),
            _ => throw new TraceException($"{target} with {arguments.Count} arguments is not part of the formula language"),
        };
    }

    private static UnaryOp? ElementwiseUnary(string method) => method switch
    {
        "Abs" => UnaryOp.Abs,
        "Sqrt" => UnaryOp.Sqrt,
        "Exp" => UnaryOp.Exp,
        "Log" => UnaryOp.Log,
        "Tanh" => UnaryOp.Tanh,
        "Sigmoid" => UnaryOp.Sigmoid,
        "Sin" => UnaryOp.Sin,
        "Cos" => UnaryOp.Cos,
        "Floor" => UnaryOp.Floor,
        _ => null,
    };

    private static BinaryOp? ElementwiseBinary(string method) => method switch
    {
        "Max" => BinaryOp.Max,
        "Min" => BinaryOp.Min,
        "Pow" => BinaryOp.Power,
        _ => null,
    };

    private Traced Mean(Traced x) => arithmetic.Apply(
        BinaryOp.Multiply, Reduce(ReduceKind.Sum, x), new TracedScalar(new Number(1.0 / Tensor(x).Shape.Length)));

    /// <summary>m + log Σ exp(x − m): finite at any size of x. The largest, m, cancels out of the derivative, so it is detached.</summary>
    private Traced LogSumExp(Traced x)
    {
        Traced max = Add(new Detach(), ((TracedNode)Reduce(ReduceKind.Max, x)).Node, "maximum");
        Traced exponentials = Exponentials(x, max);
        return arithmetic.Apply(BinaryOp.Add, max, arithmetic.Apply(UnaryOp.Log, Reduce(ReduceKind.Sum, exponentials)));
    }

    private Traced Softmax(Traced x)
    {
        Traced max = Add(new Detach(), ((TracedNode)Reduce(ReduceKind.Max, x)).Node, "maximum");
        Traced exponentials = Exponentials(x, max);
        return arithmetic.Apply(BinaryOp.Divide, exponentials, Reduce(ReduceKind.Sum, exponentials));
    }

    private Traced Exponentials(Traced x, Traced max)
    {
        Traced exponentials = arithmetic.Apply(UnaryOp.Exp, arithmetic.Apply(BinaryOp.Subtract, x, max));
        ((TracedNode)exponentials).Node.Suggest("exponentials");
        return exponentials;
    }

    private Traced Pick(Traced tensor, Traced index)
    {
        Node node = Tensor(tensor);
        // Nothing is checked when the element is read: a label was, on its way in.
        if (index is TracedNode { Node.Primitive: TargetLeaf } label)
            return Add(new Pick(), node, label.Node);
        if (index is not TracedInteger known)
            throw new TraceException("an element is picked by the label itself, or by an index known when compiled");
        if (known.Value < 0 || known.Value >= node.Shape.Length)
            throw new TraceException($"element {known.Value} of {node.Shape}, which has {node.Shape.Length}");
        return Add(new Pick(), node, builder!.Map(new Number(known.Value)));
    }

    private Traced Reduce(ReduceKind kind, Traced x) => Add(new Reduce(kind), Tensor(x), kind.ToString().ToLowerInvariant());

    private Traced View(Traced x, Shape shape) => Tensor(x).Shape == shape ? x : Add(new View(shape), Tensor(x));

    private TracedNode Add(Primitive primitive, Node operand, string? hint = null) => new(builder!.Add(primitive, [operand], hint));

    private TracedNode Add(Primitive primitive, Node left, Node right) => new(builder!.Add(primitive, [left, right]));

    private static Traced Dimension(TracedShape shape, Traced index) =>
        index is TracedInteger { Value: long i } && i >= 0 && i < shape.Shape.Rank
            ? new TracedInteger(shape.Shape.Dimensions[(int)i])
            : throw new TraceException($"no such dimension of {shape.Shape}");

    private static int Dimension(Traced value) => value is TracedInteger { Value: > 0 and <= int.MaxValue } integer
        ? (int)integer.Value
        : throw new TraceException("a dimension is a positive integer known when compiled");

    private static Node Tensor(Traced value) => value is TracedNode node ? node.Node : throw new TraceException("a number stands where a tensor should");
}
