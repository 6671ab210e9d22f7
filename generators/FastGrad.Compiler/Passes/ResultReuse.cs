using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Passes;

/// <summary>
/// Rewrites a derivative in terms of the function's own result, which forward keeps anyway, so that the argument need not be kept
/// or the function computed again: tanh' = 1 − y², and relu's x &gt; 0 is y &gt; 0.
/// </summary>
internal static class ResultReuse
{
    public static Expr Apply(Expr derivative, Expr body, Argument result)
    {
        if (body is Leaf)
            return derivative;
        Expr? condition = null, recovered = null;
        if (body is Select { Condition: Binary { Left: Argument x, Right: Number threshold } test } select)
        {
            // y = C(x) ? x : c, and C(c) is false: where C(x) holds y is x, where not y is c, so C(y) says the same. And the mirror image.
            bool direct = select.WhenTrue.Equals(x) && select.WhenFalse is Number c && Says(test.Op, c.Value, threshold.Value, false);
            bool mirrored = select.WhenFalse.Equals(x) && select.WhenTrue is Number d && Says(test.Op, d.Value, threshold.Value, true);
            if (direct || mirrored)
                (condition, recovered) = (test, new Binary(test.Op, result, threshold));
        }
        return new Substitution(part => part.Equals(body) ? result : part.Equals(condition) ? recovered! : part).Apply(derivative);
    }

    /// <summary>In either precision: what lies a hair beside the threshold in double is the threshold in float.</summary>
    private static bool Says(BinaryOp op, double value, double threshold, bool truth) =>
        Fold.Truth(op, value, threshold) == truth && Fold.Truth(op, (float)value, (float)threshold) == truth;
}
