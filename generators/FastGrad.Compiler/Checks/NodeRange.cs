using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// Which values the elements of a graph's value can have. Besides intervals it knows two shapes of graph: a value divided by its own
/// sum (a softmax) lies in [0, 1], and a value minus its log-sum-exp (a log-softmax) is never above 0.
/// </summary>
internal sealed class NodeRange
{
    private readonly Dictionary<Node, Interval> _known = [];

    public Interval Of(Node node)
    {
        if (!_known.TryGetValue(node, out Interval range))
            _known[node] = range = Compute(node);
        return range;
    }

    private Interval Compute(Node node)
    {
        switch (node.Primitive)
        {
            case Constant { Values.Count: > 0 } constant when !constant.Values.Any(double.IsNaN):
                return new Interval(constant.Values.Min(), constant.Values.Max());
            case Ir.Random:
                return Interval.Unit;
            case View or Boundary or Detach or Broadcast or Transpose or Slice or Reduce { Kind: not ReduceKind.Sum } or BatchReduce { Kind: not ReduceKind.Sum }:
                return Of(node.Operands[0]);
            case Concat:
                return node.Operands.Select(Of).Aggregate((left, right) => left.Union(right));
            case Reduce:
                Interval each = Of(node.Operands[0]);
                int count = node.Operands[0].Shape.Length / node.Shape.Length;
                return Interval.Apply(BinaryOp.Multiply, each, new Interval(count, count));
            case BatchReduce:
                Interval example = Of(node.Operands[0]);
                return new Interval(example.Low >= 0 ? example.Low : double.NegativeInfinity, example.High <= 0 ? example.High : double.PositiveInfinity);
            case Map map:
                Interval range = new ExprRange([.. node.Operands.Select(Of)]).Of(map.Body);
                return map.Body switch
                {
                    Binary { Op: BinaryOp.Divide, Left: Argument part, Right: Argument whole } when IsSumOf(node.Operands[whole.Index], node.Operands[part.Index]) =>
                        range.Intersect(Interval.Unit),
                    Binary { Op: BinaryOp.Subtract, Right: Argument normalizer } when IsLogSumExp(node.Operands[normalizer.Index]) =>
                        range.Intersect(Interval.Negative),
                    _ => range,
                };
            default:
                return Interval.All;
        }
    }

    private bool IsSumOf(Node sum, Node terms)
    {
        Node elements = Named.Elements(sum);
        return elements.Primitive is Reduce { Kind: ReduceKind.Sum } && Named.Elements(elements.Operands[0]) == Named.Elements(terms) && Of(terms).Low >= 0;
    }

    /// <summary>A sum of exponentials below a logarithm, with whatever was subtracted before and is added after to keep it finite.</summary>
    private static bool IsLogSumExp(Node node)
    {
        for (int depth = 0; depth < 3; depth++)
        {
            node = Named.Elements(node);
            if (node.Primitive is not Map map)
                return false;
            if (Holds(map.Body, UnaryOp.Log))
                return node.Operands.Select(Named.Elements).Any(IsSumOfExponentials);
            // max + log(...): on through the logarithm.
            if (node.Operands.Select(Named.Elements).FirstOrDefault(operand => operand.Primitive is Map inner && Holds(inner.Body, UnaryOp.Log)) is not Node next)
                return false;
            node = next;
        }
        return false;
    }

    private static bool IsSumOfExponentials(Node node) => node.Primitive is Reduce { Kind: ReduceKind.Sum }
        && Named.Elements(node.Operands[0]).Primitive is Map terms && Holds(terms.Body, UnaryOp.Exp);

    private static bool Holds(Expr expr, UnaryOp op) =>
        expr is Unary unary && unary.Op == op || (expr.Depth < 8 && expr.Operands.Any(operand => Holds(operand, op)));
}
