using FastGrad.Compiler.Checks;
using FastGrad.Compiler.Ir;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Checks;

/// <summary>Ranges may be too wide, never too narrow; where a warning leans on one it must be exact.</summary>
public class RangeTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string, double, double> Known => new()
    {
        { "relu", 0, Infinity },
        { "relu by maximum", 0, Infinity },
        { "leaky relu", -Infinity, Infinity },
        { "clamp", -1, 1 },
        { "sigmoid", 0, 1 },
        { "sigmoid by hand", 0, 1 },
        { "square", 0, Infinity },
        { "softplus", 0, Infinity },
        { "softplus by hand", 0, Infinity },
        { "erf", -1, 1 },
        { "expm1", -1, Infinity },
        { "log1p of a square", 0, Infinity },
        { "elu", -1, Infinity },
        { "identity", -Infinity, Infinity },
        { "negated relu", -Infinity, 0 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void OfOneArgument(string function, double low, double high)
    {
        Interval range = new ExprRange([Interval.All]).Of(Function(function));
        Assert.Equal((low, high), (range.Low, range.High));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void ValuesLieInside(string function, double low, double high)
    {
        for (double x = -20; x <= 20; x += 0.37)
            Assert.InRange(Harness.Evaluate.Value(Function(function), x), low, high);
    }

    [Fact]
    public void SharedPartsUnderManyConditionsEnd()
    {
        Expr x = X;
        for (int i = 0; i < 60; i++)
            x = Select(Greater(x, i), Add(x, Number(1)), Multiply(x, x));
        Assert.Equal(Interval.All, new ExprRange([Interval.All]).Of(x));
    }

    private static Expr Function(string name) => name switch
    {
        "relu" => Select(Less(X, 0, orEqual: true), Number(0), X),
        "relu by maximum" => new Binary(BinaryOp.Max, X, Number(0)),
        "leaky relu" => Select(Greater(X, 0), X, Multiply(Number(0.1), X)),
        "clamp" => Select(Less(X, -1), Number(-1), Select(Greater(X, 1), Number(1), X)),
        "sigmoid" => Op(UnaryOp.Sigmoid, X),
        "sigmoid by hand" => Divide(Number(1), Add(Number(1), Op(UnaryOp.Exp, Negate(X)))),
        "square" => Multiply(X, X),
        "softplus" => Op(UnaryOp.Softplus, X),
        "erf" => Op(UnaryOp.Erf, X),
        "expm1" => Op(UnaryOp.Expm1, X),
        "log1p of a square" => Op(UnaryOp.Log1p, Multiply(X, X)),
        "softplus by hand" => Add(
            new Binary(BinaryOp.Max, X, Number(0)),
            Op(UnaryOp.Log, Add(Number(1), Op(UnaryOp.Exp, Negate(Op(UnaryOp.Abs, X)))))),
        "elu" => Select(Greater(X, 0), X, Subtract(Op(UnaryOp.Exp, X), Number(1))),
        "negated relu" => Negate(Select(Greater(X, 0), X, Number(0))),
        _ => X,
    };
}
