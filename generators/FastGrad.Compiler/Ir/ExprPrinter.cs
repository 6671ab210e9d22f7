using FastGrad.Compiler.Formulas;

namespace FastGrad.Compiler.Ir;

/// <summary>Expressions as mathematics for people: IR dumps and the comments of emitted code.</summary>
public static class ExprPrinter
{
    /// <summary>Parts that are written before the rest is left out: what shares parts has more paths than anyone reads.</summary>
    private const int MaximumParts = 1000;

    /// <param name="argument">How an argument is called; <c>#0</c>, <c>#1</c>, … without.</param>
    public static string Print(Expr expr, Func<int, string>? argument = null)
    {
        int left = MaximumParts;
        return Print(expr, argument ?? (index => "#" + FormulaText.Number(index)), precedence: 0, ref left);
    }

    private static string Print(Expr expr, Func<int, string> argument, int precedence, ref int left)
    {
        if (--left < 0)
            return "…";
        switch (expr)
        {
            case Number number:
                return FormulaText.Number(number.Value);
            case Truth truth:
                return truth.Value ? "true" : "false";
            case Argument leaf:
                return argument(leaf.Index);
            case Uniform uniform:
                return uniform.Name;
            case ElementIndex:
                return "index";
            case Unary { Op: UnaryOp.Negate } unary:
                return Wrap("-" + Print(unary.Operand, argument, 7, ref left), 6);
            case Unary { Op: UnaryOp.Not } unary:
                return Wrap("!" + Print(unary.Operand, argument, 7, ref left), 6);
            case Unary unary:
                return unary.Op.ToString().ToLowerInvariant() + "(" + Print(unary.Operand, argument, 0, ref left) + ")";
            case Binary { Op: BinaryOp.Max or BinaryOp.Min or BinaryOp.Power } binary:
                return (binary.Op == BinaryOp.Power ? "pow" : binary.Op.ToString().ToLowerInvariant())
                    + "(" + Print(binary.Left, argument, 0, ref left) + ", " + Print(binary.Right, argument, 0, ref left) + ")";
            case Binary binary:
                (string symbol, int level) = Symbol(binary.Op);
                return Wrap(Print(binary.Left, argument, level, ref left) + " " + symbol + " " + Print(binary.Right, argument, level + 1, ref left), level);
            case MultiplyAdd fused:
                return Wrap(
                    Print(fused.Left, argument, 5, ref left) + " * " + Print(fused.Right, argument, 6, ref left) + " + " + Print(fused.Addend, argument, 5, ref left), 4);
            case Select select:
                return Wrap(
                    Print(select.Condition, argument, 1, ref left) + " ? " + Print(select.WhenTrue, argument, 1, ref left) + " : " + Print(select.WhenFalse, argument, 0, ref left), 0);
            default:
                throw new ArgumentException($"no text for {expr.GetType().Name}");
        }

        string Wrap(string text, int level) => level < precedence ? "(" + text + ")" : text;
    }

    private static (string Symbol, int Level) Symbol(BinaryOp op) => op switch
    {
        BinaryOp.Or => ("||", 1),
        BinaryOp.And => ("&&", 2),
        BinaryOp.Less => ("<", 3),
        BinaryOp.LessOrEqual => ("<=", 3),
        BinaryOp.Greater => (">", 3),
        BinaryOp.GreaterOrEqual => (">=", 3),
        BinaryOp.Equal => ("==", 3),
        BinaryOp.NotEqual => ("!=", 3),
        BinaryOp.Add => ("+", 4),
        BinaryOp.Subtract => ("-", 4),
        BinaryOp.Multiply => ("*", 5),
        BinaryOp.Divide => ("/", 5),
        _ => throw new ArgumentException($"no symbol for {op}"),
    };
}
