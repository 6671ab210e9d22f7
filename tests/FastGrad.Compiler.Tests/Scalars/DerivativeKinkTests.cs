using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>Where a difference can't be taken: kinks, poles, and branches that are not taken.</summary>
public class DerivativeKinkTests
{
    private const double Infinity = double.PositiveInfinity;

    [Fact]
    public void AbsIsFlatAtZero()
    {
        Expr abs = Op(UnaryOp.Abs, X);
        Assert.Equal(-1, At(abs, -2));
        Assert.Equal(0, At(abs, 0));
        Assert.Equal(0, At(abs, -0.0));
        Assert.Equal(1, At(abs, 1e-300));
        Assert.True(double.IsNaN(At(abs, double.NaN)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 0)]
    [InlineData(double.Epsilon, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    public void ReluIsTheBranchTaken(double x, double slope)
    {
        Assert.Equal(slope, At(Select(Less(X, 0, orEqual: true), Number(0), X), x));
        Assert.Equal(slope, At(Select(Greater(X, 0), X, Number(0)), x));
    }

    [Fact]
    public void SqrtIsVerticalAtZero() => Assert.Equal(Infinity, At(Op(UnaryOp.Sqrt, X), 0));

    [Theory]
    [InlineData(BinaryOp.Max)]
    [InlineData(BinaryOp.Min)]
    public void ATieIsSharedInHalves(BinaryOp op)
    {
        Expr extreme = new Binary(op, X, Y);
        Assert.Equal(0.5, Evaluate.Value(Derivative.By(0, extreme)!, 2, 2));
        Assert.Equal(0.5, Evaluate.Value(Derivative.By(1, extreme)!, 2, 2));
        bool max = op == BinaryOp.Max;
        Assert.Equal(max ? 1 : 0, Evaluate.Value(Derivative.By(0, extreme)!, 3, 2));
        Assert.Equal(max ? 0 : 1, Evaluate.Value(Derivative.By(1, extreme)!, 3, 2));
        // Of something and itself it is that thing.
        Assert.Equal(1, At(new Binary(op, X, X), 2));
        Assert.Equal(0.5, At(new Binary(op, X, Number(0)), 0));
        Assert.Equal(0.5, At(new Binary(op, Number(0), X), -0.0));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 1)]
    [InlineData(0.5, double.PositiveInfinity)]
    [InlineData(0, 0)]
    [InlineData(-1, double.NegativeInfinity)]
    public void PowersAtZero(double exponent, double slope)
    {
        Assert.Equal(slope, At(new Binary(BinaryOp.Power, X, Number(exponent)), 0));
        // The same where the exponent is known only at run time.
        Assert.Equal(slope, Evaluate.Value(Derivative.By(0, new Binary(BinaryOp.Power, X, Y))!, 0, exponent));
    }

    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(2, 0, 0.6931471805599453)]
    [InlineData(double.PositiveInfinity, -1, 0)]
    public void PowersByTheExponent(double x, double exponent, double slope) =>
        Assert.Equal(slope, Evaluate.Value(Derivative.By(1, new Binary(BinaryOp.Power, X, Y))!, x, exponent), 1e-15);

    /// <summary>What is not taken contributes nothing, though its derivative there is NaN or infinite.</summary>
    [Fact]
    public void TheBranchNotTakenIsNeverNaN()
    {
        Expr positive = Greater(X, 0), root = Op(UnaryOp.Sqrt, X), log = Op(UnaryOp.Log, X);
        Zero(Select(positive, root, Number(0)), -1);
        Zero(Select(positive, log, Number(0)), -1);
        Zero(Select(positive, Divide(Number(1), X), Number(7)), 0);

        // f(selection): f' is infinite where the selection is flat.
        Expr relu = Select(positive, X, Number(0));
        Zero(Op(UnaryOp.Sqrt, relu), -1);
        Zero(new Binary(BinaryOp.Power, relu, Number(0.5)), -1);
        Zero(new Binary(BinaryOp.Power, relu, Number(-1)), -1);
        Zero(Divide(Number(1), relu), -1);
        Zero(Divide(relu, relu), double.NegativeInfinity, orNaN: true);
        Zero(Op(UnaryOp.Sqrt, Op(UnaryOp.Sqrt, relu)), -1);
        Zero(Op(UnaryOp.Log, Select(positive, X, Number(0))), -1);

        // A selection in a selection, and products and sums of them.
        Expr shifted = Select(Greater(X, 1), Subtract(X, Number(1)), Number(0));
        Zero(Op(UnaryOp.Sqrt, Add(relu, shifted)), -1);
        Zero(Op(UnaryOp.Sqrt, Subtract(relu, shifted)), -1);
        Zero(Op(UnaryOp.Sqrt, Add(Add(relu, shifted), relu)), -1);
        Zero(Op(UnaryOp.Sqrt, new Binary(BinaryOp.Max, relu, shifted)), -1);
        Zero(Select(positive, Op(UnaryOp.Sqrt, Select(Greater(X, 2), X, Number(0))), Number(0)), 1);
        Zero(Op(UnaryOp.Exp, Select(positive, Multiply(X, X), Number(1000))), -1);

        // A factor that is infinite in the branch taken, next to a flat selection.
        Zero(Multiply(relu, Op(UnaryOp.Exp, Number(1000))), -1);

        static void Zero(Expr expr, double x, bool orNaN = false)
        {
            double slope = At(expr, x);
            Assert.True(slope == 0 || (orNaN && double.IsNaN(slope)), $"({expr})' at {x} is {slope}: {Derivative.By(0, expr)}");
        }
    }

    [Fact]
    public void TheIncomingGradientGoesIntoTheBranches()
    {
        Expr derivative = Derivative.By(0, Select(Greater(X, 0), Op(UnaryOp.Sqrt, X), Number(0)))!;
        Expr scaled = Derivative.Scale(Y, derivative);
        Assert.Equal(0, Evaluate.Value(scaled, -1, Infinity));
        Assert.Equal(0, Evaluate.Value(scaled, -1, double.NaN));
        Assert.Equal(0.5 * 3, Evaluate.Value(scaled, 1, 3));
    }

    /// <summary>1 / (x + x² + … + x⁸), as a formula's loop gives it.</summary>
    [Fact]
    public void ADivisorAccumulatedInALoop()
    {
        Expr power = Number(1), sum = Number(0);
        for (int i = 0; i < 8; i++)
        {
            power = Multiply(power, X);
            sum = Add(sum, power);
        }
        const double At = 0.75;
        double value = 0, slope = 0;
        for (int i = 1; i <= 8; i++)
        {
            value += Math.Pow(At, i);
            slope += i * Math.Pow(At, i - 1);
        }
        // A dozen operations of half an ulp each on either side.
        Assert.Equal(-slope / (value * value), DerivativeKinkTests.At(Divide(Number(1), sum), At), 32 * Math.BitIncrement(1) - 32);
    }

    [Fact]
    public void OfWhatDoesNotDependOnTheArgument()
    {
        Assert.Null(Derivative.By(0, Number(3)));
        Assert.Null(Derivative.By(0, Op(UnaryOp.Exp, Y)));
        Assert.Null(Derivative.By(0, Op(UnaryOp.Floor, X)));
        Assert.Null(Derivative.By(0, Greater(X, 0)));
        Assert.Null(Derivative.By(0, Select(Greater(X, 0), Number(1), Y)));
        Assert.Null(Derivative.By(0, new Binary(BinaryOp.Power, X, Number(0))));
    }

    [Fact]
    public void AQuotientOfHugeNumbersDoesNotOverflow() =>
        Assert.Equal(-1e-200, Evaluate.Value(Derivative.By(1, Divide(X, Y))!, 1e200, 1e200), 1e-215);

    private static double At(Expr expr, double x) => Evaluate.Value(Derivative.By(0, expr) ?? Number(0), x);
}
