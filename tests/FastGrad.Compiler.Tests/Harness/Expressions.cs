using FastGrad.Compiler.Ir;
using FsCheck;
using FsCheck.Fluent;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Random expressions over two arguments and two uniforms; numbers where numbers belong and truth values where those do.</summary>
internal static class Expressions
{
    public static readonly IReadOnlyList<UnaryOp> Unaries = [.. Enum.GetValues<UnaryOp>().Where(op => op != UnaryOp.Not)];

    public static readonly IReadOnlyList<BinaryOp> Binaries = [.. Enum.GetValues<BinaryOp>().Where(op => op < BinaryOp.Less)];

    public static readonly IReadOnlyList<BinaryOp> Comparisons = [.. Enum.GetValues<BinaryOp>().Where(op => op is >= BinaryOp.Less and <= BinaryOp.NotEqual)];

    public static Gen<Expr> Leaves { get; } = Gen.Frequency(
        (5, Gen.Elements<Expr>(new Argument(0), new Argument(1))),
        (2, Gen.Elements<Expr>(new Uniform("u"), new Uniform("v"), new ElementIndex())),
        (3, Gen.Elements(0, -0.0, 1, -1, 2, 0.5, -0.25, 3, 0.1, 1e-3).Select(Expr (value) => new Number(value))));

    public static Gen<Expr> Numbers(int depth, Gen<Expr> leaves)
    {
        if (depth == 0)
            return leaves;
        Gen<Expr> inner = Numbers(depth - 1, leaves);
        return Gen.Frequency(
            (2, leaves),
            (3, from op in Gen.Elements<UnaryOp>(Unaries) from operand in inner select (Expr)new Unary(op, operand)),
            (7, from op in Gen.Elements<BinaryOp>(Binaries) from left in inner from right in inner select (Expr)new Binary(op, left, right)),
            (2, from condition in Truths(depth - 1, leaves) from whenTrue in inner from whenFalse in inner select (Expr)new Select(condition, whenTrue, whenFalse)),
            // The same part twice, as derivatives have it.
            (1, from op in Gen.Elements<BinaryOp>(Binaries) from shared in inner select (Expr)new Binary(op, shared, shared)));
    }

    public static Gen<Expr> Truths(int depth, Gen<Expr> leaves)
    {
        Gen<Expr> numbers = Numbers(Math.Max(0, depth - 1), leaves);
        Gen<Expr> comparison = from op in Gen.Elements<BinaryOp>(Comparisons) from left in numbers from right in numbers select (Expr)new Binary(op, left, right);
        if (depth <= 1)
            return comparison;
        Gen<Expr> inner = Truths(depth - 1, leaves);
        return Gen.Frequency(
            (5, comparison),
            (1, inner.Select(Expr (operand) => new Unary(UnaryOp.Not, operand))),
            (1, Gen.Elements<Expr>(new Truth(true), new Truth(false))),
            (2, from op in Gen.Elements(BinaryOp.And, BinaryOp.Or) from left in inner from right in inner select (Expr)new Binary(op, left, right)));
    }

    public static Arbitrary<(Expr Expr, Place Place)> At(Gen<Expr> exprs, Gen<double> values) => Arb.From(
        from expr in exprs
        from arguments in Gen.ArrayOf(values, 2)
        from uniforms in Gen.ArrayOf(values, 2)
        select (expr, new Place(arguments, new Dictionary<string, double> { ["u"] = uniforms[0], ["v"] = uniforms[1] })),
        pair => Smaller(pair.Item1).Select(expr => (expr, pair.Item2)));

    /// <summary>Of everyday size.</summary>
    public static Gen<double> Moderate { get; } = Gen.Choose(-3_000_000, 3_000_000).Select(value => value / 1e6);

    /// <summary>With all that is special about doubles.</summary>
    public static Gen<double> Any { get; } = Gen.Frequency(
        (2, Moderate),
        (3, Gen.Elements(
            0, -0.0, 1, -1, 2, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon,
            1e-30, -1e-30, 1e30, -1e30, double.MaxValue, double.MinValue, 1e-310)));

    private static IEnumerable<Expr> Smaller(Expr expr)
    {
        foreach (Expr operand in expr.Operands)
        {
            if (GraphVerifier.IsTruth(operand) == GraphVerifier.IsTruth(expr))
                yield return operand;
        }
        for (int i = 0; i < expr.Operands.Count; i++)
        {
            foreach (Expr smaller in Smaller(expr.Operands[i]))
                yield return expr.With([.. expr.Operands.Select((operand, index) => index == i ? smaller : operand)]);
        }
    }
}
