using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>Simplifying keeps every bit: NaN stays NaN, and 0 and −0 stay apart.</summary>
public class AlgebraTests
{
    [Fact]
    public void KeepsTheValueToTheBit() => Properties.Hold(
        Expressions.At(Expressions.Numbers(4, Expressions.Leaves), Expressions.Any),
        pair =>
        {
            if (!IsExact(pair.Expr))
                return null;
            Expr simplified = Algebra.Simplify(pair.Expr);
            double before = Evaluate.Value(pair.Expr, pair.Place), after = Evaluate.Value(simplified, pair.Place);
            return SameBits(before, after) ? "" : $"{pair.Expr} became {simplified}: {before} became {after} at {string.Join(", ", pair.Place.Arguments)}";
        },
        count: 10_000,
        least: 3000);

    [Fact]
    public void SimplifyingTwiceIsSimplifyingOnce() => Properties.Hold(
        Expressions.At(Expressions.Numbers(4, Expressions.Leaves), Expressions.Moderate),
        pair =>
        {
            Expr once = Algebra.Simplify(pair.Expr);
            Expr twice = Algebra.Simplify(once);
            return once.Equals(twice) ? "" : $"{pair.Expr} gives {once}, then {twice}";
        });

    public static TheoryData<string, string> Rules => new()
    {
        { "1 * x", "#0" },
        { "x * 1", "#0" },
        { "x * -1", "-#0" },
        { "x / 1", "#0" },
        { "x / 8", "#0 * 0.125" },
        { "x / 3", "#0 / 3" },
        { "x + -y", "#0 - #1" },
        { "x - -y", "#0 + #1" },
        { "x - 0", "#0" },
        { "x - -0", "#0 - -0" },
        { "x + 0", "#0 + 0" },
        { "x * 0", "#0 * 0" },
        { "x ^ 1", "#0" },
        { "x ^ 2", "#0 * #0" },
        { "2 * x * 3", "#0 * 6" },
        { "- - x", "#0" },
        { "same branches", "#0" },
        { "!!(x > 0)", "#0 > 0" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void EachRule(string rule, string result)
    {
        Expr expr = rule switch
        {
            "1 * x" => Multiply(Number(1), X),
            "x * 1" => Multiply(X, Number(1)),
            "x * -1" => Multiply(X, Number(-1)),
            "x / 1" => Divide(X, Number(1)),
            "x / 8" => Divide(X, Number(8)),
            "x / 3" => Divide(X, Number(3)),
            "x + -y" => Add(X, Negate(Y)),
            "x - -y" => Subtract(X, Negate(Y)),
            "x - 0" => Subtract(X, Number(0)),
            "x - -0" => Subtract(X, Number(-0.0)),
            "x + 0" => Add(X, Number(0)),
            "x * 0" => Multiply(X, Number(0)),
            "x ^ 1" => new Binary(BinaryOp.Power, X, Number(1)),
            "x ^ 2" => new Binary(BinaryOp.Power, X, Number(2)),
            "2 * x * 3" => Multiply(Multiply(Number(2), X), Number(3)),
            "- - x" => Negate(Negate(X)),
            "same branches" => Select(Greater(Y, 0), X, new Argument(0)),
            "!!(x > 0)" => Op(UnaryOp.Not, Op(UnaryOp.Not, Greater(X, 0))),
            _ => throw new ArgumentException(rule),
        };
        Assert.Equal(result, Algebra.Simplify(expr).ToString());
    }

    /// <summary>Constants meet, but not where their product leaves the range in which it rounds as its factors do.</summary>
    [Theory]
    [InlineData(1e200, 1e200, 1e-300)]
    [InlineData(1e200, 1e200, 0)]
    [InlineData(1e-200, 1e-200, 1e300)]
    [InlineData(1e-200, 1e-200, double.PositiveInfinity)]
    [InlineData(0, double.PositiveInfinity, 1)]
    public void ConstantsMeetOnlyWhereTheirProductIsANumberLikeThem(double a, double b, double x)
    {
        Expr product = Multiply(Multiply(X, Number(a)), Number(b));
        Assert.Equal(Evaluate.Value(product, x), Evaluate.Value(Algebra.Simplify(product), x));
    }

    [Fact]
    public void ASquareIsWithinAnUlpOfThePower() => Properties.Hold(
        Expressions.At(FsCheck.Fluent.Gen.Constant<Expr>(new Binary(BinaryOp.Power, X, Number(2))), Expressions.Any),
        pair =>
        {
            double power = Evaluate.Value(pair.Expr, pair.Place), square = Evaluate.Value(Algebra.Simplify(pair.Expr), pair.Place);
            return SameBits(power, square) || Math.Abs(power - square) <= Math.BitIncrement(power) - power ? "" : $"{pair.Place.Arguments[0]}: {power}, {square}";
        });

    private static bool SameBits(double a, double b) =>
        BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));

    /// <summary>
    /// Two constants that meet are rounded once instead of twice, and x² is not Math.Pow's last bit: the two rules that round otherwise.
    /// So at most one constant factor, and no square.
    /// </summary>
    private static bool IsExact(Expr expr)
    {
        IReadOnlyList<Expr> parts = Substitution.Parts(expr);
        return parts.Count(part => part is Binary { Op: BinaryOp.Multiply or BinaryOp.Divide } product && product.Operands.Any(IsConstantFactor)) <= 1
            && !parts.Any(part => part is Binary { Op: BinaryOp.Power } power && IsConstant(power.Right));
    }

    private static bool IsConstantFactor(Expr expr) => expr is not Number { Value: 1 or -1 } && IsConstant(expr);

    // Also what may turn out to be one, once a selection has folded.
    private static bool IsConstant(Expr expr) => expr is Number || Algebra.Simplify(expr) is Number;
}
