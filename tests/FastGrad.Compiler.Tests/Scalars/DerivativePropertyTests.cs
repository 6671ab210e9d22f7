using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>Derivatives of random expressions against central differences.</summary>
public class DerivativePropertyTests
{
    [Fact]
    public void AgreeWithCentralDifferences() => Properties.Hold(
        Expressions.At(Expressions.Numbers(4, Expressions.Leaves), Expressions.Moderate), pair => Compare(pair.Expr, pair.Place), count: 6000, least: 1000);

    /// <summary>A rule that no random expression happens to reach would go untested: each by itself.</summary>
    [Fact]
    public void OfEachOperation()
    {
        foreach (UnaryOp op in Expressions.Unaries)
            Tells(new Unary(op, new Argument(0)));
        foreach (BinaryOp op in Expressions.Binaries)
        {
            Tells(new Binary(op, new Argument(0), new Argument(1)));
            Tells(new Binary(op, new Argument(1), new Argument(0)));
            Tells(new Binary(op, new Argument(0), new Argument(0)));
            Tells(new Binary(op, new Argument(0), new Number(2.5)));
            Tells(new Binary(op, new Number(2.5), new Argument(0)));
        }
        foreach (BinaryOp op in Expressions.Comparisons)
            Tells(new Select(new Binary(op, new Argument(0), new Argument(1)), new Argument(0), new Unary(UnaryOp.Sin, new Argument(0))));

        static void Tells(Expr expr)
        {
            string?[] told = [.. new[] { (0.7, 1.3), (1.7, 0.4), (-1.2, 2), (2.2, -0.6) }.Select(at => Compare(expr, Place.At(at.Item1, at.Item2)))];
            Assert.True(told.Any(wrong => wrong is not null), $"{expr}: nothing to compare");
            Assert.All(told, wrong => Assert.True(string.IsNullOrEmpty(wrong), wrong));
        }
    }

    /// <summary>Null where no difference can be taken: at a kink, out of the domain, or where the function is too steep for the step.</summary>
    private static string? Compare(Expr expr, Place place)
    {
        const double Step = 1.0 / (1 << 14);
        double x = place.Arguments[0];
        (double Slope, double Error)? near = Difference(expr, place, Step), far = Difference(expr, place, 2 * Step), farther = Difference(expr, place, 4 * Step);
        if (near is null || far is null || farther is null || Bounded.Of(expr, place) is not { Resolved: true } here)
            return null;
        // Every sample must take the same decisions, or a kink lies between them.
        if (new[] { -4, -2, -1, 1, 2, 4 }.Any(steps => Bounded.Of(expr, place.With(0, x + steps * Step)).Path != here.Path))
            return null;

        // The error of a central difference falls by 4 when the step is halved, so a step's is a third of the change to the next; what does
        // not fall like that is too coarse to tell anything.
        double rounding = near.Value.Error + far.Value.Error + farther.Value.Error;
        double change = Math.Abs(near.Value.Slope - far.Value.Slope), before = Math.Abs(far.Value.Slope - farther.Value.Slope);
        if (change > 0.3 * before + rounding || change > 1e-3 * Math.Abs(near.Value.Slope) + rounding || rounding > 1e-3 * (1 + Math.Abs(near.Value.Slope)))
            return null;

        Expr derivative = Derivative.By(0, expr) ?? new Number(0);
        double own = Evaluate.Value(derivative, place);
        if (double.IsNaN(own) && Substitution.Parts(expr).Any(part => IsAtPole(part, place)))
            return null;
        Bounded bound = Bounded.Of(derivative, place);
        // The derivative may divide where the function does not (sqrt' at 0), so its bound may be missing where its value is fine.
        double tolerance = change + rounding + (double.IsFinite(bound.Error) ? bound.Error : 0);
        return Math.Abs(own - near.Value.Slope) <= tolerance
            ? ""
            : $"{expr} at {string.Join(", ", place.Arguments)}: {own}, differences give {near.Value.Slope} ± {tolerance}; derivative {derivative}";
    }

    /// <summary>A root or power at exactly 0 is vertical or has a pole, and a power of a negative number is defined at whole exponents only.</summary>
    private static bool IsAtPole(Expr part, Place place) => part switch
    {
        Binary { Op: BinaryOp.Power } power => Evaluate.Value(power.Left, place) <= 0,
        Unary { Op: UnaryOp.Sqrt } root => Evaluate.Value(root.Operand, place) == 0,
        _ => false,
    };

    private static (double Slope, double Error)? Difference(Expr expr, Place place, double step)
    {
        double x = place.Arguments[0], above = x + step, below = x - step;
        Bounded high = Bounded.Of(expr, place.With(0, above)), low = Bounded.Of(expr, place.With(0, below));
        return high.Resolved && low.Resolved
            ? ((high.Value - low.Value) / (above - below), (high.Error + low.Error) / (above - below))
            : null;
    }
}
