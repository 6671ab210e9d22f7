using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Trace;

/// <summary>Operations on traced values: folded where all is known, an expression in a scalar formula, a map where a tensor takes part.</summary>
internal sealed class Arithmetic(TraceScope? scope)
{
    /// <summary>
    /// Of an expression's operations on the longest way: the passes go down by recursion, and an editor may host us on a stack of a megabyte.
    /// </summary>
    private const int MaximumDepth = 400;

    /// <summary>Maps in a chain that are written into a selection: enough for a formula, and bounded, since a shared part is written at each use.</summary>
    private const int InlinedDepth = 8;

    public Traced Apply(UnaryOp op, Traced operand) => (op, operand) switch
    {
        (UnaryOp.Negate, TracedInteger integer) => new TracedInteger(-integer.Value),
        (UnaryOp.Abs, TracedInteger integer) => new TracedInteger(Math.Abs(integer.Value)),
        _ => Combine([operand], operands => new Unary(op, op == UnaryOp.Not ? operands[0] : Numeric(operands[0]))),
    };

    public Traced Apply(BinaryOp op, Traced left, Traced right) =>
        left is TracedInteger x && right is TracedInteger y && Integers(op, x.Value, y.Value) is Traced known
            ? known
            : Combine([left, right], operands => op >= BinaryOp.Equal
                ? Make(op, operands[0], operands[1])
                : new Binary(op, Numeric(operands[0]), Numeric(operands[1])));

    // Eagerly a comparison of tensors is 1 or 0; compiled it is a mask, whose bits are no number.
    private static Expr Numeric(Expr operand) => GraphVerifier.IsTruth(operand)
        ? throw new TraceException("a comparison takes no part in arithmetic; choose between two values with Ops.Where(condition, a, b)")
        : operand;

    public Traced Select(Traced condition, Traced whenTrue, Traced whenFalse)
    {
        if (condition is TracedScalar { Expr: Truth truth })
            return truth.Value ? whenTrue : whenFalse;
        if (whenTrue is TracedTuple some && whenFalse is TracedTuple others && some.Elements.Count == others.Elements.Count)
            return new TracedTuple(some.Elements.Zip(others.Elements, (one, other) => Select(condition, one, other)).ToEquatableArray());
        return whenTrue.Equals(whenFalse)
            ? whenTrue
            : Combine([condition, whenTrue, whenFalse], operands => new Select(operands[0], operands[1], operands[2]), inline: true);
    }

    /// <summary>C#'s division of integers, which truncates: on integers known now, since kernels compute in reals and would not.</summary>
    public static Traced Quotient(Traced left, Traced right) => left is TracedInteger x && right is TracedInteger y
        ? Integers(BinaryOp.Divide, x.Value, y.Value)!
        : throw new TraceException("a division of integers truncates only where both are known when compiled; cast one to double");

    /// <summary>The remainder, on integers known now.</summary>
    public static Traced Remainder(Traced left, Traced right) => left is TracedInteger x && right is TracedInteger { Value: not 0 } y
        ? new TracedInteger(x.Value % y.Value)
        : throw new TraceException("% works on integers known when compiled only");

    /// <summary>An operation on values of any kind.</summary>
    /// <param name="operands">What it takes.</param>
    /// <param name="make">The operation as an expression over as many expressions.</param>
    /// <param name="inline">
    /// Whether what is computed element by element is written into the result. So a selection is differentiated with what it selects from, and
    /// stays outermost: the value not chosen never makes 0 · ∞.
    /// </param>
    public Traced Combine(IReadOnlyList<Traced> operands, Func<IReadOnlyList<Expr>, Expr> make, bool inline = false)
    {
        var nodes = new List<Node>();
        var exprs = new List<Expr>();
        foreach (Traced operand in operands)
        {
            switch (operand)
            {
                case TracedScalar scalar:
                    exprs.Add(scalar.Expr);
                    break;
                case TracedInteger integer:
                    exprs.Add(new Number(integer.Value));
                    break;
                // A condition is part of what it decides, never a value that lies in memory.
                case TracedNode { Node: { Primitive: Map map } condition } when GraphVerifier.IsTruth(map.Body):
                    int first = nodes.Count;
                    exprs.Add(Substitution.Arguments(map.Body, index => new Argument(first + index)));
                    nodes.AddRange(condition.Operands);
                    break;
                case TracedNode part when inline:
                    exprs.Add(Inlined(part.Node, nodes, InlinedDepth));
                    break;
                case TracedNode node:
                    exprs.Add(new Argument(nodes.Count));
                    nodes.Add(node.Node);
                    break;
                case TracedShape:
                    throw new TraceException("a shape takes no part in arithmetic");
                default:
                    throw new TraceException("several values take no part in arithmetic; name one of them");
            }
        }
        Expr result = Fold.Once(make(exprs));
        if (result.Depth > MaximumDepth)
            throw new TraceException($"a value is more than {MaximumDepth} operations deep; is a loop meant to run that often?");
        return nodes.Count == 0 ? new TracedScalar(result) : new TracedNode(Elementwise(scope!, result, nodes));
    }

    /// <summary>A value as an expression over values that are not computed element by element.</summary>
    private static Expr Inlined(Node node, List<Node> nodes, int depth)
    {
        if (depth > 0 && node.Primitive is Map map && Composes(map, node))
            return Substitution.Arguments(map.Body, index => Inlined(node.Operands[index], nodes, depth - 1));
        if (!nodes.Contains(node))
            nodes.Add(node);
        return new Argument(nodes.IndexOf(node));
    }

    /// <summary>Whether a map's type and elements follow from its operands alone, wherever its body stands.</summary>
    private static bool Composes(Map map, Node node) => node.Operands.Count > 0
        && TypeRules.Join([.. node.Operands.Select(operand => operand.Type)]) == map.Type
        && !Substitution.Parts(map.Body).Any(part => part is ElementIndex);

    /// <summary>A map of the shape that its operands have together; an operand that a map can't stretch on its own is stretched before.</summary>
    /// <exception cref="ShapeException">The operands don't go together.</exception>
    private static Node Elementwise(TraceScope scope, Expr body, IReadOnlyList<Node> operands)
    {
        TensorType type = TypeRules.Join([.. operands.Select(operand => operand.Type)]);
        List<Node> fitted = [.. operands.Select(scope.Import)];
        // One split into rows and columns for all: the first one met; what splits otherwise is stretched.
        int rows = 0;
        for (int i = 0; i < fitted.Count; i++)
        {
            Shape own = fitted[i].Shape;
            Fit fit = Fitting.Of(own, type.Shape);
            int split = fit switch { Fit.Rows => own.Length, Fit.Columns => type.Shape.Length / own.Length, _ => 0 };
            if (split > 0 && rows == 0)
                rows = split;
            if (fit == Fit.Other || (split > 0 && split != rows))
                fitted[i] = scope.Builder.Add(new Broadcast(type.Shape), [fitted[i]]);
        }
        return scope.Builder.Map(body, type, fitted);
    }

    // A condition is a mask on vectors, which is no number that could be compared.
    private static Expr Make(BinaryOp op, Expr left, Expr right) => op switch
    {
        BinaryOp.Equal when GraphVerifier.IsTruth(left) => Fold.Once(new Select(left, right, Fold.Once(new Unary(UnaryOp.Not, right)))),
        BinaryOp.NotEqual when GraphVerifier.IsTruth(left) => Fold.Once(new Select(left, Fold.Once(new Unary(UnaryOp.Not, right)), right)),
        _ => new Binary(op, left, right),
    };

    private static Traced? Integers(BinaryOp op, long x, long y) => op switch
    {
        BinaryOp.Add => new TracedInteger(x + y),
        BinaryOp.Subtract => new TracedInteger(x - y),
        BinaryOp.Multiply => new TracedInteger(x * y),
        BinaryOp.Divide when y != 0 => new TracedInteger(x / y),
        BinaryOp.Divide => throw new TraceException("an integer is divided by zero"),
        BinaryOp.Max => new TracedInteger(Math.Max(x, y)),
        BinaryOp.Min => new TracedInteger(Math.Min(x, y)),
        _ => Fold.Truth(op, x, y) is bool truth ? new TracedScalar(new Truth(truth)) : null,
    };
}
