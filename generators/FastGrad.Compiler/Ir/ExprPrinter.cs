using FastGrad.Compiler.Formulas;

namespace FastGrad.Compiler.Ir;

/// <summary>Expressions as mathematics for people: IR dumps and the comments of emitted code.</summary>
public sealed class ExprPrinter
{
    private readonly Func<int, string> _argument;
    private readonly Func<Expr, string?> _named;

    /// <summary>Parts that are written before the rest is left out: what shares parts has more paths than anyone reads.</summary>
    private int _left = 1000;

    private ExprPrinter(Func<int, string>? argument, Func<Expr, string?>? named)
    {
        _argument = argument ?? (index => "#" + FormulaText.Number(index));
        _named = named ?? (_ => null);
    }

    /// <param name="expr">What to print.</param>
    /// <param name="argument">How an argument is called; <c>#0</c>, <c>#1</c>, … without.</param>
    /// <param name="named">The name of a part that was printed before and need not be again; null for none.</param>
    public static string Print(Expr expr, Func<int, string>? argument = null, Func<Expr, string?>? named = null) =>
        new ExprPrinter(argument, named).Print(expr, precedence: 0);

    private string Print(Expr expr, int precedence)
    {
        if (_named(expr) is string name)
            return name;
        if (--_left < 0)
            return "…";
        switch (expr)
        {
            case Number number:
                return FormulaText.Number(number.Value);
            case Truth truth:
                return truth.Value ? "true" : "false";
            case Argument leaf:
                return _argument(leaf.Index);
            case Uniform uniform:
                return uniform.Name;
            case ElementIndex index:
                string whole = index.Divisor == 1 ? "index" : $"index / {FormulaText.Number(index.Divisor)}";
                return index.Modulus == 0 ? whole : $"({whole} mod {FormulaText.Number(index.Modulus)})";
            case Unary { Op: UnaryOp.Negate } unary:
                return Wrap("-" + Print(unary.Operand, 7), 6);
            case Unary { Op: UnaryOp.Not } unary:
                return Wrap("!" + Print(unary.Operand, 7), 6);
            case Unary unary:
                return unary.Op.ToString().ToLowerInvariant() + "(" + Print(unary.Operand, 0) + ")";
            case Binary { Op: BinaryOp.Max or BinaryOp.Min or BinaryOp.Power } binary:
                return (binary.Op == BinaryOp.Power ? "pow" : binary.Op.ToString().ToLowerInvariant())
                    + "(" + Print(binary.Left, 0) + ", " + Print(binary.Right, 0) + ")";
            case Binary binary:
                (string symbol, int level) = Symbol(binary.Op);
                return Wrap(Print(binary.Left, level) + " " + symbol + " " + Print(binary.Right, level + 1), level);
            case MultiplyAdd fused:
                return Wrap(Print(fused.Left, 5) + " * " + Print(fused.Right, 6) + " + " + Print(fused.Addend, 5), 4);
            case WithDerivative own:
                return Print(own.Value, precedence);
            case Select select:
                return Wrap(Print(select.Condition, 1) + " ? " + Print(select.WhenTrue, 1) + " : " + Print(select.WhenFalse, 0), 0);
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
