using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>The same elements in another shape, another order, or only some of them.</summary>
internal sealed partial class Library
{
    private Traced? Movement(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("Flatten", 1) => See(Tensor(arguments[0]), Shape.Of(Tensor(arguments[0]).Shape.Length)),
        ("Reshape", 2) => Reshape(Tensor(arguments[0]), ShapeOf(arguments[1])),
        ("Broadcast", 2) => Stretch(Tensor(arguments[0]), ShapeOf(arguments[1])),
        ("Slice", 4) => Slice(Tensor(arguments[0]), arguments[1], Integer(arguments[2], "a start"), Integer(arguments[3], "a length")),
        ("Select", 3) => Select(Tensor(arguments[0]), arguments[1], arguments[2]),
        ("Concat", >= 2) => Concat(arguments[0], [.. arguments.Skip(1).Select(Tensor)]),
        ("Stack", >= 1) => Concat(new TracedInteger(0), [.. arguments.Select(Tensor).Select(node => See(node, Shape.Of([1, .. node.Shape.Dimensions])).Node)]),
        ("Transpose", 1) => Transpose(Tensor(arguments[0])),
        ("Transpose", 3) => Swap(Tensor(arguments[0]), arguments[1], arguments[2]),
        _ => null,
    };

    private TracedNode Reshape(Node x, Shape shape) => x.Shape.Length == shape.Length
        ? See(x, shape)
        : throw new TraceException($"Reshape of {x.Shape}, {x.Shape.Length} elements, to {shape}, which has {shape.Length}");

    private TracedNode Stretch(Node x, Shape shape) => x.Shape == shape ? new(x)
        : Fitting.Stretches(x.Shape, shape) ? Moved(new Broadcast(shape), x)
        : throw new TraceException($"Broadcast of {x.Shape} to {shape}: an axis is stretched only from 1");

    private TracedNode Slice(Node x, Traced along, int start, int length)
    {
        int axis = Axis(x.Shape, along), own = x.Shape.Dimensions[axis];
        if (length < 1 || start < 0 || (long)start + length > own)
            throw new TraceException($"Slice of {length} elements from {start} on, along axis {axis} of {x.Shape}, which has {own}");
        return length == own ? new(x) : Moved(new Slice(axis, start, length), x);
    }

    private TracedNode Select(Node x, Traced along, Traced index)
    {
        int axis = Axis(x.Shape, along), own = x.Shape.Dimensions[axis], at = Integer(index, "an index");
        if (at < 0 || at >= own)
            throw new TraceException($"element {at} of axis {axis} of {x.Shape}, which has {own}");
        return See(Slice(x, new TracedInteger(axis), at, 1).Node, Dropped(x.Shape, axis));
    }

    private TracedNode Concat(Traced along, IReadOnlyList<Node> parts)
    {
        int axis = Axis(parts[0].Shape, along);
        return parts.Count == 1 ? new(parts[0]) : Inheriting(scope!.Add(new Concat(axis), parts), parts);
    }

    private TracedNode Transpose(Node x) => x.Shape.Rank == 2
        ? Moved(new Transpose(new EquatableArray<int>([1, 0])), x)
        : throw new TraceException($"Transpose of {x.Shape}: a matrix has two axes; name the two to swap, Transpose(x, first, second)");

    private TracedNode Swap(Node x, Traced first, Traced second)
    {
        int a = Axis(x.Shape, first), b = Axis(x.Shape, second);
        if (a == b)
            return new(x);
        int[] order = [.. Enumerable.Range(0, x.Shape.Rank)];
        (order[a], order[b]) = (b, a);
        return Moved(new Transpose(new EquatableArray<int>(order)), x);
    }

    private TracedNode Moved(Primitive movement, Node x) => Inheriting(scope!.Add(movement, [x]), x);
}
