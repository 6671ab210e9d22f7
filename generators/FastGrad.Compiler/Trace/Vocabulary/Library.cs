using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>The functions that a formula may call, each as primitives. One part per idea; this one finds them by name.</summary>
/// <param name="scope">Where nodes go; null while a scalar formula runs, which makes none.</param>
internal sealed partial class Library(TraceScope? scope, Arithmetic arithmetic)
{
    public Traced Call(string target, IReadOnlyList<Traced> arguments)
    {
        int dot = target.IndexOf('.');
        string type = target.Substring(0, dot), method = target.Substring(dot + 1);
        return type switch
        {
            "Math" => Mathematics(method, arguments),
            "double" => OfDouble(method, arguments),
            "Tensor" => TensorMember(method, arguments),
            "Shape" => ShapeMember(method, arguments),
            "Numbers" => NumbersMember(method, arguments),
            "Ops" => Operation(method, arguments),
            _ => null,
        } ?? throw new TraceException($"{target} with {arguments.Count} arguments is not part of the formula language");
    }

    private Traced? Operation(string method, IReadOnlyList<Traced> arguments) =>
        Elementwise(method, arguments)
        ?? Reduction(method, arguments)
        ?? BatchReduction(method, arguments)
        ?? Product(method, arguments)
        ?? Movement(method, arguments)
        ?? Indexing(method, arguments)
        ?? Creation(method, arguments);

    private Traced? TensorMember(string member, IReadOnlyList<Traced> arguments) => (member, arguments.Count) switch
    {
        ("Length", 1) => new TracedInteger(Tensor(arguments[0]).Shape.Length),
        ("Shape", 1) => new TracedShape(Tensor(arguments[0]).Shape),
        ("Rank", 1) => new TracedInteger(Tensor(arguments[0]).Shape.Rank),
        ("Item", 2) => Pick(arguments[0], arguments[1]),
        ("new", > 0) => Known(arguments),
        _ => null,
    };

    private static Traced? ShapeMember(string member, IReadOnlyList<Traced> arguments) => (member, arguments.Count) switch
    {
        ("new", _) => new TracedShape(Shape.Of(arguments.Select(Dimension))),
        ("Length", 1) => new TracedInteger(ShapeOf(arguments[0]).Length),
        ("Rank", 1) => new TracedInteger(ShapeOf(arguments[0]).Rank),
        ("Item", 2) => Dimension(ShapeOf(arguments[0]), arguments[1]),
        _ => null,
    };

    /// <summary>What a hyper-parameter of several numbers can be asked.</summary>
    private static Traced? NumbersMember(string member, IReadOnlyList<Traced> arguments) => (member, arguments.FirstOrDefault()) switch
    {
        ("IsNull", TracedNumbers numbers) => new TracedScalar(new Truth(numbers.Values is null)),
        ("Length", TracedNumbers numbers) => new TracedInteger(numbers.Known.Count),
        _ => null,
    };

    private static Traced Dimension(Shape shape, Traced index) =>
        index is not TracedInteger { Value: long i }
            ? throw new TraceException("an axis of a shape is a whole number known when compiled")
            : i >= 0 && i < shape.Rank
                ? new TracedInteger(shape.Dimensions[(int)i])
                : throw new TraceException($"axis {i} of the shape {shape}, which has {shape.Rank}, counted from 0");

    private static int Dimension(Traced value) => value is TracedInteger { Value: > 0 and <= int.MaxValue } integer
        ? (int)integer.Value
        : throw new TraceException("a dimension is a positive integer known when compiled");

    private static int Integer(Traced value, string what) => value is TracedInteger { Value: >= int.MinValue and <= int.MaxValue } integer
        ? (int)integer.Value
        : throw new TraceException($"{what} is a whole number known when compiled");

    private static bool Flag(Traced value, string what) => value is TracedScalar { Expr: Truth truth }
        ? truth.Value
        : throw new TraceException($"{what} is true or false, known when compiled");

    private static Shape ShapeOf(Traced value) =>
        value is TracedShape shape ? shape.Shape : throw new TraceException("something else stands where a shape should");

    /// <summary>A value that lies in a shape; a number known now, or one for all elements, becomes a tensor of no axes.</summary>
    private Node Tensor(Traced value) => value switch
    {
        TracedNode { Node.Primitive: Map map } when GraphVerifier.IsTruth(map.Body) =>
            throw new TraceException("a comparison stands where a tensor should; choose between values with Ops.Where(condition, a, b)"),
        TracedNode node => scope!.Import(node.Node),
        TracedScalar scalar when !GraphVerifier.IsTruth(scalar.Expr) => scope!.Builder.Map(scalar.Expr, new TensorType(Shape.Scalar, Batched: false), []),
        TracedInteger integer => scope!.Builder.Map(new Number(integer.Value), new TensorType(Shape.Scalar, Batched: false), []),
        _ => throw new TraceException("something else stands where a tensor should"),
    };

    /// <summary>An axis counted from the front; −1 is the last.</summary>
    private static int Axis(Shape shape, Traced value)
    {
        int axis = Integer(value, "an axis");
        if (shape.IsScalar)
            throw new TraceException($"axis {axis} of a single number, which has none");
        return axis >= -shape.Rank && axis < shape.Rank
            ? (axis + shape.Rank) % shape.Rank
            : throw new TraceException($"axis {axis} of {shape}, whose axes are 0 to {shape.Rank - 1} (or −{shape.Rank} to −1)");
    }

    private TracedNode Add(Primitive primitive, params IReadOnlyList<Node> operands) => new(scope!.Add(primitive, operands));

    private Node AddNode(Primitive primitive, Node operand) => scope!.Add(primitive, [operand]);

    private TracedNode See(Node node, Shape shape) => node.Shape == shape ? new(node) : Inheriting(scope!.Add(new View(shape), [node]), node);

    /// <summary>Parts of indices are indices.</summary>
    private TracedNode Inheriting(Node result, params IReadOnlyList<Node> sources)
    {
        scope!.Context.Inherit(result, sources);
        return new TracedNode(result);
    }

    private static TracedScalar Number(double value) => new(new Number(value));

    private Traced Times(Traced left, Traced right) => arithmetic.Apply(BinaryOp.Multiply, left, right);

    private Traced Minus(Traced left, Traced right) => arithmetic.Apply(BinaryOp.Subtract, left, right);

    private Traced Plus(Traced left, Traced right) => arithmetic.Apply(BinaryOp.Add, left, right);
}
