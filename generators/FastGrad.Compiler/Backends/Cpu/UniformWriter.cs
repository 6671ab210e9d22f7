using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Backends.Cpu;

/// <summary>Finds in some expressions the largest parts that have one value for all elements and writes them in double.</summary>
internal static class UniformWriter
{
    private static readonly ScalarOperators _double = new(new CpuPrecision("double", "global::System.Math"));

    /// <summary>The parts to compute once, in order of appearance; plain numbers stay in place.</summary>
    public static IReadOnlyList<Expr> Find(IEnumerable<Expr> results)
    {
        var found = new List<Expr>();
        var seen = new HashSet<Expr>();
        foreach (Expr result in results)
            Visit(result);
        return found;

        void Visit(Expr expr)
        {
            if (expr is Number or Truth || !seen.Add(expr))
                return;
            if (!Hoist.IsUniform(expr))
            {
                foreach (Expr operand in expr.Operands)
                    Visit(operand);
            }
            else
            {
                found.Add(expr);
            }
        }
    }

    /// <param name="name">How a uniform is called: <c>criterion.Delta</c>, <c>step</c>.</param>
    /// <param name="local">The local that holds a part already; null for none.</param>
    /// <param name="operators">How operations are written; null for in double.</param>
    public static string Text(Expr expr, Func<string, string> name, Func<Expr, string?>? local = null, IOperators? operators = null)
    {
        operators ??= _double;
        return Parentheses.Strip(Compose(expr));

        string Compose(Expr part) => local?.Invoke(part) ?? part switch
        {
            Number number => operators.Number(number.Value),
            Truth truth => operators.Truth(truth.Value),
            Uniform uniform => name(uniform.Name),
            // In parentheses: two signs in a row would be C#'s decrement.
            Unary { Op: UnaryOp.Negate or UnaryOp.Not } unary => "(" + operators.Apply(unary.Op, Compose(unary.Operand)) + ")",
            Unary unary => operators.Apply(unary.Op, Compose(unary.Operand)),
            Binary { Op: BinaryOp.Max or BinaryOp.Min or BinaryOp.Power } binary => operators.Apply(binary.Op, Compose(binary.Left), Compose(binary.Right)),
            Binary binary => "(" + operators.Apply(binary.Op, Compose(binary.Left), Compose(binary.Right)) + ")",
            Select select => operators.Select(Compose(select.Condition), Compose(select.WhenTrue), Compose(select.WhenFalse)),
            _ => throw new ArgumentException($"no C# for {part.GetType().Name}"),
        };
    }

    /// <summary>A word for the local that holds it.</summary>
    public static string Word(Expr expr) => expr is Uniform uniform ? uniform.Name : expr.Hint ?? "factor";
}
