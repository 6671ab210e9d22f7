using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Derivatives of scalar expressions, one rule a line. A derivative that is zero everywhere is null and never multiplied, and a
/// selection stays outermost: so the branch not taken contributes nothing, where 0 · ∞ would contribute NaN.
/// </summary>
internal sealed class Derivative
{
    private readonly Func<Expr, Expr?> _of;
    private readonly Dictionary<Expr, Expr?> _done = [];

    private Derivative(Func<Expr, Expr?> leaf) => _of = leaf;

    /// <summary>∂expr/∂(argument); null where it is zero everywhere.</summary>
    public static Expr? By(int argument, Expr expr) =>
        new Derivative(leaf => leaf is Argument own && own.Index == argument ? new Number(1) : null).Of(expr) is Expr derivative
            ? WithDerivative.Strip(derivative)
            : null;

    /// <summary>factor × derivative, inside the branches of a selection, and of those that a sum has as terms.</summary>
    public static Expr Scale(Expr factor, Expr derivative) => derivative switch
    {
        Number { Value: 0 } => derivative,
        Number { Value: 1 } => factor,
        Select select => new Select(select.Condition, Scale(factor, select.WhenTrue), Scale(factor, select.WhenFalse)),
        Binary { Op: BinaryOp.Add or BinaryOp.Subtract } sum when MayVanish(sum.Left) || MayVanish(sum.Right) =>
            sum.With([Scale(factor, sum.Left), Scale(factor, sum.Right)]),
        _ => Multiply(factor, derivative),
    };

    private static bool MayVanish(Expr derivative) => derivative switch
    {
        Number number => number.Value == 0,
        Select select => MayVanish(select.WhenTrue) || MayVanish(select.WhenFalse),
        Binary { Op: BinaryOp.Add or BinaryOp.Subtract } sum => MayVanish(sum.Left) || MayVanish(sum.Right),
        _ => false,
    };

    private Expr? Of(Expr expr)
    {
        if (!_done.TryGetValue(expr, out Expr? known))
            _done[expr] = known = Compute(expr);
        return known;
    }

    private Expr? Compute(Expr expr) => expr switch
    {
        Leaf => _of(expr),
        Unary unary => Of(unary.Operand) is Expr inner && Outer(unary) is Expr outer ? Scale(outer, inner) : null,
        Select select => (Of(select.WhenTrue), Of(select.WhenFalse)) switch
        {
            (null, null) => null,
            var (whenTrue, whenFalse) => new Select(select.Condition, whenTrue ?? new Number(0), whenFalse ?? new Number(0)),
        },
        Binary binary => Compute(binary, Of(binary.Left), Of(binary.Right)),
        WithDerivative own => own.Inputs.Zip(own.Partials, (input, partial) => Of(input) is Expr inner ? Scale(partial, inner) : null).Aggregate((Expr?)null, Add),
        _ => throw new ArgumentException($"no derivative rule for {expr.GetType().Name}"),
    };

    /// <summary>The derivative of the function itself; null where it is flat.</summary>
    private static Expr? Outer(Unary unary)
    {
        Expr x = unary.Operand;
        return unary.Op switch
        {
            UnaryOp.Negate => new Number(-1),
            // At 0 and at NaN the value itself: 0 and NaN.
            UnaryOp.Abs => new Select(Greater(x, 0), new Number(1), new Select(Less(x, 0), new Number(-1), x)),
            UnaryOp.Sqrt => Divide(new Number(0.5), unary),
            UnaryOp.Exp => unary,
            UnaryOp.Expm1 => Add(unary, new Number(1)),
            UnaryOp.Log => Divide(new Number(1), x),
            UnaryOp.Log1p => Divide(new Number(1), Add(new Number(1), x)!),
            UnaryOp.Tanh => Subtract(new Number(1), Multiply(unary, unary)),
            UnaryOp.Sigmoid => Multiply(unary, Subtract(new Number(1), unary)),
            UnaryOp.Softplus => new Unary(UnaryOp.Sigmoid, x),
            UnaryOp.Erf => Multiply(new Number(2 / Math.Sqrt(Math.PI)), new Unary(UnaryOp.Exp, new Unary(UnaryOp.Negate, Multiply(x, x)))),
            UnaryOp.Sin => new Unary(UnaryOp.Cos, x),
            UnaryOp.Cos => new Unary(UnaryOp.Negate, new Unary(UnaryOp.Sin, x)),
            UnaryOp.Floor or UnaryOp.Not => null,
            _ => throw new ArgumentException($"no derivative rule for {unary.Op}"),
        };
    }

    private static Expr? Compute(Binary binary, Expr? left, Expr? right)
    {
        if (left is null && right is null)
            return null;
        Expr a = binary.Left, b = binary.Right;
        switch (binary.Op)
        {
            case BinaryOp.Add:
                return Add(left, right);
            case BinaryOp.Subtract:
                return right is null ? left : left is null ? Scale(new Number(-1), right) : Subtract(left, right);
            case BinaryOp.Multiply when a.Equals(b):
                return Scale(Multiply(new Number(2), a), left!);
            case BinaryOp.Multiply:
                return Add(left is null ? null : Scale(b, left), right is null ? null : Scale(a, right));
            case BinaryOp.Divide:
                // Divided twice, not by b², which overflows at half the exponent.
                Expr? upper = left is null ? null : Scale(Divide(new Number(1), b), left);
                return Add(upper, right is null ? null : Scale(new Unary(UnaryOp.Negate, Divide(binary, b)), right));
            case BinaryOp.Max or BinaryOp.Min:
                // A tie is shared, as PyTorch does.
                Expr first = left ?? new Number(0), second = right ?? new Number(0);
                Expr half = new Number(0.5);
                Expr leftWins = binary.Op == BinaryOp.Max ? new Binary(BinaryOp.Less, b, a) : new Binary(BinaryOp.Less, a, b);
                return new Select(
                    new Binary(BinaryOp.Equal, a, b), Add(Scale(half, first), Scale(half, second)) ?? half, new Select(leftWins, first, second));
            case BinaryOp.Power:
                Expr? byBase = left is null || b is Number { Value: 0 } ? null : Scale(PowerSlope(a, b), left);
                // x^y · log x is 0 · −∞ at x = 0 for y above 0, where the limit is 0.
                Expr? byExponent = right is null ? null : Scale(
                    new Select(new Binary(BinaryOp.Equal, binary, new Number(0)), new Number(0), Multiply(binary, new Unary(UnaryOp.Log, a))), right);
                return Add(byBase, byExponent);
            default:
                // Comparisons and logic are flat.
                return null;
        }
    }

    /// <summary>y · x^(y − 1); at y = 0 the power is flat, where this would be 0 · ∞ for x = 0.</summary>
    private static Expr PowerSlope(Expr a, Expr b)
    {
        Expr slope = Multiply(b, new Binary(BinaryOp.Power, a, Subtract(b, new Number(1))));
        return b is Number ? slope : new Select(new Binary(BinaryOp.Equal, b, new Number(0)), new Number(0), slope);
    }

    private static Expr? Add(Expr? left, Expr? right) =>
        left is null or Number { Value: 0 } ? right
        : right is null or Number { Value: 0 } ? left
        : new Binary(BinaryOp.Add, left, right);

    private static Expr Subtract(Expr left, Expr right) => new Binary(BinaryOp.Subtract, left, right);

    private static Expr Multiply(Expr left, Expr right) => left is Number { Value: 1 } ? right : new Binary(BinaryOp.Multiply, left, right);

    private static Expr Divide(Expr left, Expr right) => new Binary(BinaryOp.Divide, left, right);

    private static Expr Greater(Expr left, double right) => new Binary(BinaryOp.Greater, left, new Number(right));

    private static Expr Less(Expr left, double right) => new Binary(BinaryOp.Less, left, new Number(right));
}
