using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>Within one example: over all elements, or along an axis.</summary>
internal sealed partial class Library
{
    private Traced? Reduction(string method, IReadOnlyList<Traced> arguments)
    {
        if (arguments.Count == 1 && Whole(method, arguments[0]) is Traced whole)
            return whole;
        if (method is "Softmax" or "LogSoftmax" && arguments.Count is 1 or 2)
        {
            int? axis = arguments.Count == 2 ? Axis(Tensor(arguments[0]).Shape, arguments[1]) : null;
            return method == "Softmax" ? Softmax(arguments[0], axis) : LogSoftmax(arguments[0], axis);
        }
        if (method == "Dot" && arguments.Count == 2)
            return Whole("Sum", Times(arguments[0], arguments[1]));
        if (arguments.Count != 3 || method is not ("Sum" or "Mean" or "Max" or "Min" or "LogSumExp" or "ArgMax" or "Norm"))
            return null;
        Node x = Tensor(arguments[0]);
        int along = Axis(x.Shape, arguments[1]);
        Node result = Along(method, x, along);
        return Flag(arguments[2], "keepAxis") ? new TracedNode(result) : See(result, Dropped(x.Shape, along));
    }

    private Traced? Whole(string method, Traced x) => method switch
    {
        "Sum" => Reduce(ReduceKind.Sum, x),
        "Max" => Reduce(ReduceKind.Max, x),
        "Min" => Reduce(ReduceKind.Min, x),
        "Mean" => Times(Reduce(ReduceKind.Sum, x), Number(1.0 / Tensor(x).Shape.Length)),
        "LogSumExp" => LogSumExp(x),
        "ArgMax" => ArgMax(Tensor(x), null),
        "Norm" => Root(Reduce(ReduceKind.Sum, Times(x, x))),
        _ => null,
    };

    /// <summary>Along an axis, which stays with one element.</summary>
    private Node Along(string method, Node x, int axis) => method switch
    {
        "Sum" => Kept(ReduceKind.Sum, x, axis),
        "Max" => Kept(ReduceKind.Max, x, axis),
        "Min" => Kept(ReduceKind.Min, x, axis),
        "Mean" => Node(Times(new TracedNode(Kept(ReduceKind.Sum, x, axis)), Number(1.0 / x.Shape.Dimensions[axis]))),
        "LogSumExp" => LogSumExp(x, axis),
        "ArgMax" => ArgMax(x, axis).Node,
        _ => Node(Root(new TracedNode(Kept(ReduceKind.Sum, Node(Times(new TracedNode(x), new TracedNode(x))), axis)))),
    };

    private Traced Reduce(ReduceKind kind, Traced x)
    {
        Node operand = Tensor(x);
        if (operand.Shape.Length == 1)
            return See(operand, Shape.Scalar);
        return new TracedNode(scope!.Add(new Reduce(kind), [operand], kind.ToString().ToLowerInvariant()));
    }

    private Node Kept(ReduceKind kind, Node x, int axis) => See(
        AxisReduction.Along(AddNode, kind, x, axis), Shape.Of(x.Shape.Dimensions.Select((length, own) => own == axis ? 1 : length))).Node;

    private static Shape Dropped(Shape shape, int axis) => Shape.Of(shape.Dimensions.Where((_, own) => own != axis));

    /// <summary>m + log Σ exp(x − m): finite at any size of x. The largest, m, cancels out of the derivative, so it is detached.</summary>
    private Traced LogSumExp(Traced x)
    {
        Traced max = Largest(x, null);
        return Plus(max, arithmetic.Apply(UnaryOp.Log, Reduce(ReduceKind.Sum, Exponentials(x, max))));
    }

    private Node LogSumExp(Node x, int axis)
    {
        Traced max = Largest(new TracedNode(x), axis);
        Node exponentials = Node(Exponentials(new TracedNode(x), max));
        return Node(Plus(max, arithmetic.Apply(UnaryOp.Log, new TracedNode(Kept(ReduceKind.Sum, exponentials, axis)))));
    }

    private Traced Softmax(Traced x, int? axis)
    {
        Traced exponentials = Exponentials(x, Largest(x, axis));
        return arithmetic.Apply(BinaryOp.Divide, exponentials, Sum(exponentials, axis));
    }

    private Traced LogSoftmax(Traced x, int? axis)
    {
        Traced shifted = Minus(x, Largest(x, axis));
        Traced exponentials = arithmetic.Apply(UnaryOp.Exp, shifted);
        return Minus(shifted, arithmetic.Apply(UnaryOp.Log, Sum(exponentials, axis)));
    }

    private Traced Sum(Traced x, int? axis) => axis is int along ? new TracedNode(Kept(ReduceKind.Sum, Tensor(x), along)) : Reduce(ReduceKind.Sum, x);

    private Traced Largest(Traced x, int? axis)
    {
        Node largest = axis is int along ? Kept(ReduceKind.Max, Tensor(x), along) : Node(Reduce(ReduceKind.Max, x));
        return new TracedNode(scope!.Add(new Detach(), [largest], "maximum"));
    }

    private Traced Exponentials(Traced x, Traced max)
    {
        Traced exponentials = arithmetic.Apply(UnaryOp.Exp, Minus(x, max));
        Node(exponentials).Suggest("exponentials");
        return exponentials;
    }

    /// <summary>The first index whose element is the largest; a NaN counts as larger than all.</summary>
    private TracedNode ArgMax(Node x, int? axis)
    {
        Node largest = axis is int along ? Kept(ReduceKind.Max, x, along) : Node(Reduce(ReduceKind.Max, new TracedNode(x)));
        int divisor = axis is int own ? x.Shape.Dimensions.Skip(own + 1).Aggregate(1, (product, length) => product * length) : 1;
        int count = axis is int counted ? x.Shape.Dimensions[counted] : x.Shape.Length;
        var isNaN = new Binary(BinaryOp.NotEqual, new Argument(0), new Argument(0));
        var isLargest = new Binary(BinaryOp.Or, new Binary(BinaryOp.Equal, new Argument(0), new Argument(1)), isNaN);
        var index = new ElementIndex(divisor, axis is null ? 0 : count);
        Node candidates = scope!.Builder.Map(new Select(isLargest, index, new Number(double.PositiveInfinity)), x.Type, [x, largest]);
        candidates.Suggest("candidates");
        Node first = axis is int reduced ? Kept(ReduceKind.Min, candidates, reduced) : Node(Reduce(ReduceKind.Min, new TracedNode(candidates)));
        Node result = scope.Add(new Detach(), [first], "largest index");
        scope.Context.Limit(result, count);
        return new TracedNode(result);
    }

    /// <summary>√ of a sum of squares, with derivative 0 at 0 as PyTorch's norm has, where the root's own is infinite.</summary>
    private Traced Root(Traced squares)
    {
        Node operand = Node(squares);
        Expr root = new Unary(UnaryOp.Sqrt, new Argument(0));
        var slope = new Select(
            new Binary(BinaryOp.Equal, root, new Number(0)), new Number(0), new Binary(BinaryOp.Divide, new Number(0.5), root));
        Node norm = scope!.Builder.Map(new WithDerivative(root, [new Argument(0)], [slope]), operand.Type, [scope.Import(operand)]);
        norm.Suggest("norm");
        return new TracedNode(norm);
    }

    private Node Node(Traced value) => Tensor(value);
}
