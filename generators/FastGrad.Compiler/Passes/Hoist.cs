using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Gathers what does not depend on the element, so that it is computed once per step, in double, and then rounded: a division by it
/// becomes a product with its reciprocal, and factors of it meet. Adam's three divisions per weight become one.
/// </summary>
internal static class Hoist
{
    public static Graph Run(Graph graph) =>
        GraphRewriter.Rewrite(graph, node => node.Primitive is Map map ? map with { Body = Apply(map.Body) } : node.Primitive);

    public static Expr Apply(Expr body) => new Substitution(Once).Apply(body);

    /// <summary>Whether an expression has one value for all elements.</summary>
    public static bool IsUniform(Expr expr) => expr.IsUniform;

    private static Expr Once(Expr expr) => expr is Unary or Binary && IsUniform(expr) ? Fold.Once(expr) : expr switch
    {
        Binary { Op: BinaryOp.Divide } binary when IsUniform(binary.Right) =>
            Once(new Binary(BinaryOp.Multiply, binary.Left, Once(new Binary(BinaryOp.Divide, new Number(1), binary.Right))) { Hint = binary.Hint }),
        Binary { Op: BinaryOp.Multiply } binary when IsUniform(binary.Left) =>
            Once(new Binary(BinaryOp.Multiply, binary.Right, binary.Left) { Hint = binary.Hint }),
        Binary { Op: BinaryOp.Multiply, Left: Binary { Op: BinaryOp.Multiply } inner } binary when IsUniform(inner.Right) =>
            IsUniform(binary.Right)
                ? Once(new Binary(BinaryOp.Multiply, inner.Left, Times(inner.Right, binary.Right)) { Hint = binary.Hint })
                : Once(new Binary(BinaryOp.Multiply, Once(new Binary(BinaryOp.Multiply, inner.Left, binary.Right)), inner.Right) { Hint = binary.Hint }),
        // A right side that is uniform as a whole is where we want it.
        Binary { Op: BinaryOp.Multiply, Right: Binary { Op: BinaryOp.Multiply } inner } binary when IsUniform(inner.Right) && !IsUniform(inner) =>
            Once(new Binary(BinaryOp.Multiply, Once(new Binary(BinaryOp.Multiply, binary.Left, inner.Left)), inner.Right) { Hint = binary.Hint }),
        Binary { Op: BinaryOp.Multiply, Right: Number { Value: 1 } } binary => binary.Left,
        Unary { Op: UnaryOp.Negate, Operand: Binary { Op: BinaryOp.Multiply } inner } when IsUniform(inner.Right) =>
            new Binary(BinaryOp.Multiply, inner.Left, Once(new Unary(UnaryOp.Negate, inner.Right))),
        _ => expr,
    };

    private static Expr Times(Expr left, Expr right) => left is Number { Value: 1 } ? right : Once(new Binary(BinaryOp.Multiply, left, right));
}
