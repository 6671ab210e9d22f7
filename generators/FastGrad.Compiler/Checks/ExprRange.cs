using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Checks;

/// <summary>
/// Which values an expression can have, given its arguments'. A branch knows its condition: in <c>x &lt;= 0 ? 0 : x</c> the second x is
/// above 0. May say too much, never too little.
/// </summary>
internal sealed class ExprRange(IReadOnlyList<Interval> arguments)
{
    /// <summary>Shared parts are walked once per condition above them, which could be exponential; past this nothing is known.</summary>
    private const int MaximumSteps = 5_000;

    private int _steps;

    public Interval Of(Expr expr) => Of(expr, new Scope(null, []));

    /// <summary>What holds in a branch.</summary>
    private sealed record Scope(Scope? Outer, Dictionary<Expr, Interval> Facts)
    {
        public Dictionary<Expr, Interval> Known { get; } = [];
    }

    private Interval Of(Expr expr, Scope scope)
    {
        if (scope.Known.TryGetValue(expr, out Interval known))
            return known;
        if (++_steps > MaximumSteps)
            return Interval.All;
        Interval result = Compute(expr, scope);
        for (Scope? at = scope; at is not null; at = at.Outer)
        {
            if (at.Facts.TryGetValue(expr, out Interval fact))
                result = result.Intersect(fact);
        }
        return scope.Known[expr] = result;
    }

    private Interval Compute(Expr expr, Scope scope)
    {
        switch (expr)
        {
            case Number number:
                return double.IsNaN(number.Value) ? Interval.All : new Interval(number.Value, number.Value);
            case Argument argument:
                return arguments[argument.Index];
            case ElementIndex:
                return Interval.Positive;
            case Unary { Op: not UnaryOp.Not } unary:
                return Interval.Apply(unary.Op, Of(unary.Operand, scope));
            case Binary { Op: BinaryOp.Multiply } square when square.Left.Equals(square.Right):
                return Interval.Apply(BinaryOp.Multiply, Interval.Apply(UnaryOp.Abs, Of(square.Left, scope)), Interval.Apply(UnaryOp.Abs, Of(square.Right, scope)));
            case Binary binary when !GraphVerifier.IsTruth(binary):
                return Interval.Apply(binary.Op, Of(binary.Left, scope), Of(binary.Right, scope));
            case WithDerivative own:
                return Of(own.Value, scope);
            case Select select:
                return Of(select.WhenTrue, Inside(select.Condition, true, scope)).Union(Of(select.WhenFalse, Inside(select.Condition, false, scope)));
            default:
                return Interval.All;
        }
    }

    private Scope Inside(Expr condition, bool holds, Scope outer)
    {
        var facts = new Dictionary<Expr, Interval>();
        Learn(condition, holds);
        return new Scope(outer, facts);

        void Learn(Expr fact, bool isTrue)
        {
            if (++_steps > MaximumSteps)
                return;
            switch (fact)
            {
                case Unary { Op: UnaryOp.Not } not:
                    Learn(not.Operand, !isTrue);
                    break;
                case Binary { Op: BinaryOp.And } both when isTrue:
                case Binary { Op: BinaryOp.Or } either when !isTrue:
                    Learn(fact.Operands[0], isTrue);
                    Learn(fact.Operands[1], isTrue);
                    break;
                case Binary { Op: BinaryOp.Less or BinaryOp.LessOrEqual or BinaryOp.Greater or BinaryOp.GreaterOrEqual } comparison:
                    bool leftIsLess = comparison.Op is BinaryOp.Less or BinaryOp.LessOrEqual == isTrue;
                    (Expr low, Expr high) = leftIsLess ? (comparison.Left, comparison.Right) : (comparison.Right, comparison.Left);
                    Note(low, new Interval(double.NegativeInfinity, Of(high, outer).High));
                    Note(high, new Interval(Of(low, outer).Low, double.PositiveInfinity));
                    break;
            }
        }

        void Note(Expr expr, Interval interval) =>
            facts[expr] = facts.TryGetValue(expr, out Interval known) ? known.Intersect(interval) : interval;
    }
}
