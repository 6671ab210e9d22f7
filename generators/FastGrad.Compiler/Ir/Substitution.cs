namespace FastGrad.Compiler.Ir;

/// <summary>Rewrites an expression bottom-up, each shared part once.</summary>
public sealed class Substitution(Func<Expr, Expr> rewrite)
{
    private readonly Dictionary<Expr, Expr> _done = [];

    /// <param name="expr">Its operands are rewritten first, then what they give.</param>
    public Expr Apply(Expr expr)
    {
        if (_done.TryGetValue(expr, out Expr? known))
            return known;
        Expr rebuilt = expr;
        if (expr.Operands.Count > 0)
        {
            Expr[] operands = [.. expr.Operands.Select(Apply)];
            if (!operands.SequenceEqual(expr.Operands))
                rebuilt = expr.With(operands);
        }
        return _done[expr] = rewrite(rebuilt);
    }

    /// <summary>Other expressions in place of the arguments.</summary>
    public static Expr Arguments(Expr expr, Func<int, Expr> argument) =>
        new Substitution(part => part is Argument leaf ? argument(leaf.Index) : part).Apply(expr);

    /// <summary>Every distinct part, operands before what uses them.</summary>
    public static IReadOnlyList<Expr> Parts(Expr expr)
    {
        var seen = new HashSet<Expr>();
        var order = new List<Expr>();
        Visit(expr);
        return order;

        void Visit(Expr part)
        {
            if (!seen.Add(part))
                return;
            foreach (Expr operand in part.Operands)
                Visit(operand);
            order.Add(part);
        }
    }
}
