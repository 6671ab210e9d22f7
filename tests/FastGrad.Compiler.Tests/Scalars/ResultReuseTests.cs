using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using FsCheck.Fluent;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>A derivative in terms of the function's result is the derivative, and reads the argument no more.</summary>
public class ResultReuseTests
{
    public static TheoryData<string> Functions => ["relu", "relu of zero", "relu mirrored", "tanh", "sigmoid", "exp", "sqrt", "clamped below at 6"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void GivesTheSameWithoutTheArgument(string name)
    {
        Expr body = Function(name);
        Expr derivative = Derivative.By(0, body)!;
        Expr reused = ResultReuse.Apply(derivative, body, Y);
        Assert.DoesNotContain(Substitution.Parts(reused), part => part is Argument { Index: 0 });

        Properties.Hold(Expressions.At(Gen.Constant(reused), Expressions.Any), pair =>
        {
            double x = pair.Place.Arguments[0];
            double direct = Evaluate.Value(derivative, x, 0), own = Evaluate.Value(reused, 0, Evaluate.Value(body, x));
            return direct.Equals(own) ? "" : $"{name} at {x}: {direct}, from the result {own}";
        });
    }

    /// <summary>On the wrong side of the threshold the constant satisfies the condition, so the result does not tell the branch.</summary>
    [Theory]
    [InlineData(BinaryOp.Greater, 0, 1, false)]
    [InlineData(BinaryOp.LessOrEqual, 0, -1, false)]
    [InlineData(BinaryOp.GreaterOrEqual, 0, 0, false)]
    [InlineData(BinaryOp.Greater, 0, -1, true)]
    [InlineData(BinaryOp.LessOrEqual, 0, 1, true)]
    [InlineData(BinaryOp.Less, 2, 2, true)]
    [InlineData(BinaryOp.Greater, 0, double.NaN, true)]
    // A hair above the threshold in double is the threshold in float.
    [InlineData(BinaryOp.LessOrEqual, 1, 1 + 1e-12, false)]
    [InlineData(BinaryOp.Less, 1, 1 - 1e-12, true)]
    public void IsNotAppliedWhereTheResultDoesNotTell(BinaryOp op, double threshold, double constant, bool mirrored)
    {
        var condition = new Binary(op, X, Number(threshold));
        Expr body = mirrored ? Select(condition, Number(constant), X) : Select(condition, X, Number(constant));
        Expr derivative = Derivative.By(0, body)!;
        Assert.Equal(derivative, ResultReuse.Apply(derivative, body, Y));
    }

    /// <summary>Random such selections: whatever the rule decides, the value stays.</summary>
    [Fact]
    public void IsRightForAnySelection()
    {
        var thresholds = Gen.Elements(-1, -0.0, 0, 1, 1 + 1e-9, double.NaN, double.PositiveInfinity);
        var bodies = from op in Gen.Elements<BinaryOp>(Expressions.Comparisons)
                     from threshold in thresholds
                     from constant in thresholds
                     from mirrored in Gen.Elements(true, false)
                     let condition = new Binary(op, X, Number(threshold))
                     select (Expr)(mirrored ? Select(condition, Number(constant), X) : Select(condition, X, Number(constant)));
        Properties.Hold(Expressions.At(bodies, Gen.OneOf(Expressions.Any, thresholds)), pair =>
        {
            if (Derivative.By(0, pair.Expr) is not Expr derivative)
                return null;
            double x = pair.Place.Arguments[0];
            Expr reused = ResultReuse.Apply(derivative, pair.Expr, Y);
            double direct = Evaluate.Value(derivative, x, 0), own = Evaluate.Value(reused, x, Evaluate.Value(pair.Expr, x));
            return direct.Equals(own) ? "" : $"{pair.Expr} at {x}: {direct}, from the result {own} by {reused}";
        });
    }

    private static Expr Function(string name) => name switch
    {
        "relu" => Select(Less(X, 0, orEqual: true), Number(0), X),
        "relu of zero" => Select(Greater(X, 0), X, Number(0)),
        "relu mirrored" => Select(Less(X, 0), Number(-1), X),
        "tanh" => Op(UnaryOp.Tanh, X),
        "sigmoid" => Op(UnaryOp.Sigmoid, X),
        "exp" => Op(UnaryOp.Exp, X),
        "sqrt" => Op(UnaryOp.Sqrt, X),
        "clamped below at 6" => Select(Less(X, 6), X, Number(6)),
        _ => throw new ArgumentException(name),
    };
}
