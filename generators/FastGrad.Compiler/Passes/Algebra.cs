using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Identities that hold for every value, NaN, infinities and signed zeros included. x · 0 and x + 0 are not among them. Two round
/// otherwise, by a bit: constants that meet, and a square as a product.
/// </summary>
internal static class Algebra
{
    public static Expr Simplify(Expr expr) => new Substitution(Once).Apply(expr);

    private static Expr Once(Expr expr)
    {
        expr = Fold.Once(expr);
        return expr switch
        {
            WithDerivative own => own.Value,
            Binary { Op: BinaryOp.Multiply, Left: Number { Value: 1 } } binary => binary.Right,
            Binary { Op: BinaryOp.Multiply, Right: Number { Value: 1 } } binary => binary.Left,
            Binary { Op: BinaryOp.Multiply, Left: Number { Value: -1 } } binary => Once(Negate(binary.Right)),
            Binary { Op: BinaryOp.Multiply, Right: Number { Value: -1 } } binary => Once(Negate(binary.Left)),
            // (x · a) · b: constants meet. Rounded once in double instead of once each in the model's precision; where the product could
            // overflow or vanish, x · a · b need not.
            Binary { Op: BinaryOp.Multiply, Left: Binary { Op: BinaryOp.Multiply, Right: Number a } inner, Right: Number b }
                when IsEveryday(a.Value) && IsEveryday(b.Value) && IsEveryday(a.Value * b.Value) =>
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
        return IsEveryday(value) && (BitConverter.DoubleToInt64Bits(value) & MantissaBits) == 0;
    }

    /// <summary>Far from overflow and from losing digits, in float too.</summary>
    private static bool IsEveryday(double value) => Math.Abs(value) is >= 1e-30 and <= 1e30;
}
