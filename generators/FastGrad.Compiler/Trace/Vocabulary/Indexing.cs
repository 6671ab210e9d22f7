using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace.Vocabulary;

/// <summary>Elements and rows by index. Nothing is checked when they are read, so an index must be known to fit when compiled.</summary>
internal sealed partial class Library
{
    private Traced? Indexing(string method, IReadOnlyList<Traced> arguments) => (method, arguments.Count) switch
    {
        ("Gather" or "Embedding", 2) => Gather(method, Tensor(arguments[0]), arguments[1]),
        ("Scatter", 3) => Scatter(Tensor(arguments[0]), arguments[1], Dimension(arguments[2])),
        _ => null,
    };

    private TracedNode Gather(string method, Node table, Traced indices)
    {
        if (table.Shape.IsScalar)
            throw new TraceException($"{method} from a single number: rows are gathered from a table");
        Node result = scope!.Add(new Gather(), [table, Checked(method, indices, table.Shape.Dimensions[0])]);
        return Inheriting(result, table);
    }

    private TracedNode Scatter(Node values, Traced indices, int count) =>
        Add(new Scatter(count, OverBatch: false), values, Checked("Scatter", indices, count));

    private Traced Pick(Traced tensor, Traced index)
    {
        Node node = Tensor(tensor);
        if (index is TracedInteger known)
        {
            if (known.Value < 0 || known.Value >= node.Shape.Length)
                throw new TraceException($"element {known.Value} of {node.Shape}, which has {node.Shape.Length}");
            return new TracedNode(scope!.Add(new Pick(), [node, scope.Builder.Map(new Number(known.Value))]));
        }
        Node at = Checked("an element", index, node.Shape.Length);
        return at.Shape.Length == 1
            ? new TracedNode(scope!.Add(new Pick(), [node, See(at, Shape.Scalar).Node]))
            : throw new TraceException($"an element is picked by one index, not by {at.Shape}; rows by several: Ops.Gather(table, indices)");
    }

    /// <summary>Indices that lie in [0, count) whatever the data is.</summary>
    private Node Checked(string what, Traced value, int count)
    {
        if (value is TracedInteger known)
        {
            if (known.Value < 0 || known.Value >= count)
                throw new TraceException($"{what} by index {known.Value} of {count}");
            return scope!.Builder.Map(new Number(known.Value));
        }
        Node indices = Tensor(value);
        int? limit = indices.Primitive is Constant constant ? LimitOf(constant) : scope!.Context.LimitOf(indices);
        if (limit is null)
        {
            throw new TraceException(
                $"{what} by numbers that are not known to be indices: they come from an input marked [Indices(count)], a label, Ops.ArgMax, Ops.Indices "
                + "or whole constants");
        }
        return limit <= count ? indices : throw new TraceException($"{what} by indices up to {limit - 1}, where {count} can be chosen from");
    }

    private static int? LimitOf(Constant constant) => constant.Values.All(value => value >= 0 && value < int.MaxValue && Math.Floor(value) == value)
        ? (int)constant.Values.Max() + 1
        : null;
}
