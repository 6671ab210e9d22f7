namespace FastGrad.Compiler.Ir;

/// <summary>Arithmetic on known values, as C# does it in double.</summary>
public static class Fold
{
    public static double Apply(UnaryOp op, double x) => op switch
    {
        UnaryOp.Negate => -x,
        UnaryOp.Abs => Math.Abs(x),
        UnaryOp.Sqrt => Math.Sqrt(x),
        UnaryOp.Exp => Math.Exp(x),
        UnaryOp.Expm1 => MoreMath.Expm1(x),
        UnaryOp.Log => Math.Log(x),
        UnaryOp.Log1p => MoreMath.Log1p(x),
        UnaryOp.Tanh => Math.Tanh(x),
        UnaryOp.Sigmoid => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        UnaryOp.Softplus => MoreMath.Softplus(x),
        UnaryOp.Erf => MoreMath.Erf(x),
        UnaryOp.Sin => Math.Sin(x),
        UnaryOp.Cos => Math.Cos(x),
        UnaryOp.Floor => Math.Floor(x),
        _ => throw new ArgumentException($"{op} of a number"),
    };

    /// <summary>Numbers to a number; null for an operation that gives a truth value.</summary>
    public static double? Number(BinaryOp op, double x, double y) => op switch
    {
        BinaryOp.Add => x + y,
        BinaryOp.Subtract => x - y,
        BinaryOp.Multiply => x * y,
        BinaryOp.Divide => x / y,
        // .NET Framework's Max and Min propagate NaN as .NET's do.
        BinaryOp.Max => Math.Max(x, y),
        BinaryOp.Min => Math.Min(x, y),
        BinaryOp.Power => Math.Pow(x, y),
        _ => null,
    };

    /// <summary>Numbers to a truth value; null for an operation that gives a number.</summary>
    public static bool? Truth(BinaryOp op, double x, double y) => op switch
    {
        BinaryOp.Less => x < y,
        BinaryOp.LessOrEqual => x <= y,
        BinaryOp.Greater => x > y,
        BinaryOp.GreaterOrEqual => x >= y,
        BinaryOp.Equal => x == y,
        BinaryOp.NotEqual => x != y,
        _ => null,
    };

    /// <summary>The expression's value where all its operands are known; itself where not.</summary>
    public static Expr Once(Expr expr) => expr switch
    {
        Unary { Op: UnaryOp.Not, Operand: Truth truth } => new Truth(!truth.Value),
        Unary { Operand: Number number } unary => new Number(Apply(unary.Op, number.Value)),
        Binary { Op: BinaryOp.And, Left: Truth truth } binary => truth.Value ? binary.Right : truth,
        Binary { Op: BinaryOp.Or, Left: Truth truth } binary => truth.Value ? truth : binary.Right,
        Binary { Left: Number left, Right: Number right } binary =>
            Number(binary.Op, left.Value, right.Value) is double number ? new Number(number)
            : Truth(binary.Op, left.Value, right.Value) is bool truth ? new Truth(truth)
            : expr,
        Select { Condition: Truth truth } select => truth.Value ? select.WhenTrue : select.WhenFalse,
        _ => expr,
    };
}
