using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;

namespace FastGrad.Compiler.Checks;

/// <summary>What some values of a graph depend on.</summary>
internal static class Dependence
{
    /// <summary>The values themselves and all that can change them.</summary>
    public static HashSet<Node> Of(params IEnumerable<Node> values) => Walk(values, Reads);

    /// <summary>Those of them whose small changes move the values: what has a gradient.</summary>
    public static HashSet<Node> WithSlope(params IEnumerable<Node> values) => Walk(values, HasSlope);

    /// <summary>Whether a value's derivative with respect to one of its operands is anything but 0 everywhere.</summary>
    public static bool HasSlope(Node node, int operand) => node.Primitive switch
    {
        Detach => false,
        Pick or Gather or Scatter => operand == 0,
        Map map => Reads(node, operand) && Derivative.By(operand, map.Body) is Expr slope && !new Zeros().IsZero(slope),
        Scan scan => WithSlope(scan.Body.Roots.Values).Any(leaf => leaf.Primitive is ScanLeaf own && own.Operand == operand),
        _ => true,
    };

    /// <summary>A map is handed what its formula is handed, and may read less.</summary>
    private static bool Reads(Node node, int operand)
    {
        return node.Primitive is not Map map || Search(map.Body, []);

        bool Search(Expr expr, HashSet<Expr> seen) =>
            expr is Argument argument ? argument.Index == operand : seen.Add(expr) && expr.Operands.Any(part => Search(part, seen));
    }

    private static HashSet<Node> Walk(IEnumerable<Node> values, Func<Node, int, bool> follows)
    {
        var found = new HashSet<Node>();
        var pending = new Stack<Node>(values);
        while (pending.Count > 0)
        {
            Node node = pending.Pop();
            if (!found.Add(node))
                continue;
            for (int i = 0; i < node.Operands.Count; i++)
            {
                if (!found.Contains(node.Operands[i]) && follows(node, i))
                    pending.Push(node.Operands[i]);
            }
        }
        return found;
    }

    /// <summary>Which expressions are 0 for every finite value of what they read. Remembered: derivatives share their parts.</summary>
    private sealed class Zeros
    {
        private readonly Dictionary<Expr, bool> _known = [];

        public bool IsZero(Expr expr)
        {
            if (!_known.TryGetValue(expr, out bool zero))
                _known[expr] = zero = Compute(expr);
            return zero;
        }

        private bool Compute(Expr expr) => expr switch
        {
            Number number => number.Value == 0,
            Unary { Op: UnaryOp.Negate } unary => IsZero(unary.Operand),
            Binary { Op: BinaryOp.Multiply } product => IsZero(product.Left) || IsZero(product.Right),
            Binary { Op: BinaryOp.Divide } quotient => IsZero(quotient.Left),
            Binary { Op: BinaryOp.Add or BinaryOp.Subtract } sum => IsZero(sum.Left) && IsZero(sum.Right),
            Select select => IsZero(select.WhenTrue) && IsZero(select.WhenFalse),
            _ => false,
        };
    }
}
