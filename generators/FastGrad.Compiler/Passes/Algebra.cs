using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>Identities that hold for every value, NaN, infinities and signed zeros included. x · 0 and x + 0 are not among them.</summary>
internal static class Algebra
{
    public static Expr Simplify(Expr expr) => new Substitution(Once).Apply(expr);

    private static Expr Once(Expr expr)
    {
        expr = Fold.Once(expr);
        return expr switch
        {
            Binary { Op: BinaryOp.Multiply, Left: Number { Value: 1 } } binary => binary.Right,
            Binary { Op: BinaryOp.Multiply, Right: Number { Value: 1 } } binary => binary.Left,
            Binary { Op: BinaryOp.Multiply, Left: Number { Value: -1 } } binary => Once(Negate(binary.Right)),
            Binary { Op: BinaryOp.Multiply, Right: Number { Value: -1 } } binary => Once(Negate(binary.Left)),
            // (x · a) · b: constants meet. Rounded once in double instead of once each in the model's precision.
            Binary { Op: BinaryOp.Multiply, Left: Binary { Op: BinaryOp.Multiply, Right: Number a } inner, Right: Number b } =>
                Once(new Binary(BinaryOp.Multiply, inner.Left, new Number(a.Value * b.Value))),
            Binary { Op: BinaryOp.Multiply, Left: Number, Right: not Number } binary =>
                Once(new Binary(BinaryOp.Multiply, binary.Right, binary.Left) { Hint = binary.Hint }),
            Binary { Op: BinaryOp.Divide, Right: Number { Value: 1 } } binary => binary.Left,
            // Exact: the reciprocal of a power of two is one.
            Binary { Op: BinaryOp.Divide, Right: Number divisor } binary when IsPowerOfTwo(divisor.Value) =>
                Once(new Binary(BinaryOp.Multiply, binary.Left, new Number(1 / divisor.Value))),
            Binary { Op: BinaryOp.Add, Right: Unary { Op: UnaryOp.Negate } negated } binary =>
                new Binary(BinaryOp.Subtract, binary.Left, negated.Operand) { Hint = binary.Hint },
            Binary { Op: BinaryOp.Subtract, Right: Unary { Op: UnaryOp.Negate } negated } binary =>
                new Binary(BinaryOp.Add, binary.Left, negated.Operand) { Hint = binary.Hint },
            Binary { Op: BinaryOp.Subtract, Right: Number { Value: 0 } zero } binary when 1 / zero.Value > 0 => binary.Left,
            Binary { Op: BinaryOp.Power, Right: Number { Value: 1 } } binary => binary.Left,
            Binary { Op: BinaryOp.Power, Right: Number { Value: 2 } } binary => new Binary(BinaryOp.Multiply, binary.Left, binary.Left) { Hint = binary.Hint },
            Unary { Op: UnaryOp.Negate, Operand: Unary { Op: UnaryOp.Negate } inner } => inner.Operand,
            Unary { Op: UnaryOp.Not, Operand: Unary { Op: UnaryOp.Not } inner } => inner.Operand,
            Select select when select.WhenTrue.Equals(select.WhenFalse) => select.WhenTrue,
            _ => expr,
        };
    }

    private static Unary Negate(Expr operand) => new(UnaryOp.Negate, operand);

    private static bool IsPowerOfTwo(double value)
    {
        const long MantissaBits = (1L << 52) - 1;
        double size = Math.Abs(value);
        return size is >= 1e-30 and <= 1e30 && (BitConverter.DoubleToInt64Bits(size) & MantissaBits) == 0;
    }
}
