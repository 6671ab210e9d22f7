using FastGrad.Compiler.Formulas;
using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using FastGrad.Compiler.Trace;
using static FastGrad.Compiler.Tests.Harness.Terms;

namespace FastGrad.Compiler.Tests.Trace;

/// <summary>What a formula means when it is run symbolically: its statements, evaluated at x and y afterwards, against C# itself.</summary>
public class FormulaTracerTests
{
    private static readonly Term _x = Name("x"), _y = Name("y"), _i = Name("i");

    [Fact]
    public void ALoopWithFixedBoundsIsUnrolled()
    {
        Expr expr = Trace(
            Let("sum", Real(0)),
            For("i", 0, Whole(5), Set("sum", Do(Do(Name("sum"), "*", _x), "+", new Compiler.Formulas.Convert(FormulaType.Double, _i)))),
            Return(Name("sum")));
        static double Direct(double x)
        {
            double sum = 0;
            for (int i = 0; i < 5; i++)
                sum = sum * x + i;
            return sum;
        }
        Assert.Equal(Direct(1.5), Evaluate.Value(expr, 1.5, 0));
        Assert.Equal(Direct(-3), Evaluate.Value(expr, -3, 0));
    }

    [Fact]
    public void LoopsNestAndCountDown()
    {
        // for (i < 3) for (j < i) sum += x; then while (n > 0) { n--; sum += y }
        Expr expr = Trace(
            Let("sum", Real(0)),
            For("i", 0, Whole(3), For("j", 0, _i, Set("sum", Do(Name("sum"), "+", _x)))),
            Let("n", Whole(2)),
            new Loop(null, Compare(Name("n"), ">", Whole(0)), null, Many(
                Set("n", Do(Name("n"), "-", Whole(1), FormulaType.Integer)), Set("sum", Do(Name("sum"), "+", _y)))),
            Return(Name("sum")));
        Assert.Equal(3 * 10 + 2 * 7, Evaluate.Value(expr, 10, 7));
    }

    [Fact]
    public void ALoopThatNeverRunsLeavesAllAsItWas() =>
        Assert.Equal("#0", Trace(Let("a", _x), For("i", 3, Whole(3), Set("a", Real(0))), Return(Name("a"))).ToString());

    [Theory]
    [InlineData("Math.Clamp")]
    [InlineData("Ops.Clamp")]
    public void AClampPassesItsDerivativeWithinAndAtBothBounds(string function)
    {
        Expr clamp = Trace(Return(Call(function, _x, Real(-1), Real(2)))), slope = Derivative.By(0, clamp)!;
        foreach ((double x, double value, double passed) in new[] { (-3.0, -1.0, 0.0), (-1, -1, 1), (0.5, 0.5, 1), (2, 2, 1), (2.5, 2, 0) })
            Assert.Equal((value, passed), (Evaluate.Value(clamp, x, 0), Evaluate.Value(slope, x, 0)));
        Assert.True(double.IsNaN(Evaluate.Value(clamp, double.NaN, 0)));
    }

    [Theory]
    [InlineData("double.LogP1")]
    [InlineData("double.ExpM1")]
    [InlineData("Ops.Log1p")]
    [InlineData("Ops.Expm1")]
    public void WhatIsPreciseForSmallNumbersIsSo(string function) =>
        Assert.Equal(1e-20, Evaluate.Value(Trace(Return(Call(function, _x))), 1e-20, 0), 1e-35);

    [Fact]
    public void AReturnInALoopEndsIt() =>
        Assert.Equal(20, Evaluate.Value(
            Trace(For("i", 0, Whole(9), If(Compare(_i, "==", Whole(2)), Return(Do(new Compiler.Formulas.Convert(FormulaType.Double, _i), "*", _x)))), Return(_y)), 10, 7));

    [Fact]
    public void ALoopUntilAValueIsRefused() =>
        Refused("not known when compiled", Let("a", _x), new Loop(null, Compare(Name("a"), ">", Real(1)), null, Set("a", Do(Name("a"), "/", Real(2)))), Return(Name("a")));

    [Fact]
    public void ALoopWithoutEndIsRefused() => Refused("steps", new Loop(null, Bool(true), null, Many()), Return(_x));

    [Fact]
    public void EarlyReturns()
    {
        Expr expr = Trace(
            If(Compare(_x, "<", Real(0)), Return(Real(-1))),
            Let("a", Do(_x, "*", Real(2))),
            If(Compare(Name("a"), ">", Real(10)), Many(Set("a", Real(10)), Return(Name("a"))), If(Compare(_y, ">", Real(0)), Return(_y))),
            Return(Name("a")));
        static double Direct(double x, double y)
        {
            if (x < 0)
                return -1;
            double a = x * 2;
            if (a > 10)
            {
                a = 10;
                return a;
            }
            else if (y > 0)
            {
                return y;
            }
            return a;
        }
        foreach (double x in new[] { -1, 0, 3, 5, 6, double.NaN })
        {
            foreach (double y in new[] { -2.0, 0, 2 })
                Assert.Equal(Direct(x, y), Evaluate.Value(expr, x, y));
        }
    }

    [Fact]
    public void NestedIfsLeaveWhatTheyAssigned()
    {
        Expr expr = Trace(
            Let("a", Real(1)),
            Let("b", Real(2)),
            If(
                Compare(_x, ">", Real(0)),
                Many(Set("a", _x), If(Compare(_y, ">", Real(0)), Set("b", Do(Name("a"), "*", _y)), Many(Let("a inner", Real(7)), Set("a", Name("a inner"))))),
                Set("b", Do(Name("b"), "+", Name("a")))),
            Return(Do(Do(Name("a"), "*", Real(100)), "+", Name("b"))));
        static double Direct(double x, double y)
        {
            double a = 1, b = 2;
            if (x > 0)
            {
                a = x;
                if (y > 0)
                    b = a * y;
                else
                    a = 7;
            }
            else
            {
                b += a;
            }
            return a * 100 + b;
        }
        foreach ((double x, double y) in new[] { (3.0, 4.0), (3.0, -4.0), (-3.0, 4.0), (0, 0) })
            Assert.Equal(Direct(x, y), Evaluate.Value(expr, x, y));
    }

    [Fact]
    public void AValueOnOneBranchOnlyIsRefused() => Refused("ends without a value", If(Compare(_x, ">", Real(0)), Many()));

    [Theory]
    [InlineData("/", 7, 2, 3)]
    [InlineData("/", -7, 2, -3)]
    [InlineData("%", -7, 2, -1)]
    [InlineData("*", 7, 2, 14)]
    [InlineData("-", 7, 9, -2)]
    public void IntegersAreIntegers(string op, long left, long right, double result) =>
        Assert.Equal(result, Evaluate.Value(Trace(Return(new Compiler.Formulas.Convert(FormulaType.Double, Do(Whole(left), op, Whole(right), FormulaType.Integer)))), 0, 0));

    [Fact]
    public void IntegerFunctionsGiveIntegers() => Assert.Equal(1, Evaluate.Value(
        Trace(Return(new Compiler.Formulas.Convert(FormulaType.Double, Do(Call("Math.Abs", Whole(-3)), "/", Call("Math.Max", Whole(1), Whole(2)), FormulaType.Integer)))), 0, 0));

    [Fact]
    public void DividingAnIntegerByZeroIsRefused()
    {
        Refused("zero", Return(new Compiler.Formulas.Convert(FormulaType.Double, Do(Whole(1), "/", Whole(0), FormulaType.Integer))));
        Refused("%", Return(new Compiler.Formulas.Convert(FormulaType.Double, Do(Whole(1), "%", Whole(0), FormulaType.Integer))));
    }

    /// <summary>An integer that depends on a value is a number from then on, and dividing it would silently give a fraction.</summary>
    [Fact]
    public void DividingAnIntegerThatDependsOnAValueIsRefused() => Refused(
        "integer",
        Let("n", Whole(3)),
        If(Compare(_x, ">", Real(0)), Set("n", Whole(5))),
        Return(new Compiler.Formulas.Convert(FormulaType.Double, Do(Name("n"), "/", Whole(2), FormulaType.Integer))));

    [Fact]
    public void RealsDivideAsReals() => Assert.Equal(3.5, Evaluate.Value(Trace(Return(Do(Real(7), "/", Real(2)))), 0, 0));

    [Fact]
    public void WhatIsKnownOnTheLeftDecidesAlone()
    {
        // The right side would be refused: 1 / 0 in integers.
        Term bad = Compare(Do(Whole(1), "/", Whole(0), FormulaType.Integer), ">", Whole(0));
        Assert.Equal("#1", Trace(Return(Choose(Compare(Bool(false), "&&", bad), _x, _y))).ToString());
        Assert.Equal("#0", Trace(Return(Choose(Compare(Bool(true), "||", bad), _x, _y))).ToString());
        Assert.Equal("#0", Trace(Return(Choose(Bool(true), _x, Call("Nobody.Knows")))).ToString());
        Refused("zero", Return(Choose(Compare(Bool(true), "&&", bad), _x, _y)));
    }

    public static TheoryData<string> Logic => ["&&", "||", "&", "|", "==", "!="];

    [Theory]
    [MemberData(nameof(Logic))]
    public void LogicOfConditions(string op)
    {
        Expr expr = Trace(Return(Choose(Compare(Compare(_x, ">", Real(0)), op, Compare(_y, ">", Real(0))), Real(1), Real(0))));
        foreach ((double x, double y) in new[] { (1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-1.0, -1.0) })
        {
            bool a = x > 0, b = y > 0;
            bool result = op switch { "&&" or "&" => a && b, "||" or "|" => a || b, "==" => a == b, _ => a != b };
            Assert.Equal(result ? 1 : 0, Evaluate.Value(expr, x, y));
        }
        // A vector's truth is a mask of bits that are no number, so no comparison of numbers may see one.
        Assert.DoesNotContain(Substitution.Parts(expr), part =>
            part is Ir.Binary { Op: >= BinaryOp.Less and <= BinaryOp.NotEqual } comparison && comparison.Operands.Any(GraphVerifier.IsTruth));
    }

    [Fact]
    public void OtherMethodsAreCalled()
    {
        FormulaClass formula = Class("Test", FormulaKind.Loss, Method("Loss", FormulaType.Double, [Value("x"), Value("y")], Return(Call("this.Twice", Do(_x, "+", _y)))))
            .With(Helper("Twice", FormulaType.Double, [Value("x")], Return(Do(_x, "*", Real(2)))));
        Assert.Equal("(#0 + #1) * 2", Trace(formula).ToString());
    }

    [Fact]
    public void RecursionIsRefused()
    {
        FormulaClass formula = Class("Test", FormulaKind.Loss, Method("Loss", FormulaType.Double, [Value("x"), Value("y")], Return(Call("this.Loss", _x, _y))));
        Assert.Throws<TraceException>(() => Trace(formula));
    }

    /// <summary>x · y², whose derivative by x another method says to be 100 + y.</summary>
    private static FormulaClass Given(Term slope)
    {
        FormulaMethod loss = Method("Loss", FormulaType.Double, [Value("x"), Value("y")], Return(Do(_x, "*", Do(_y, "*", _y))));
        return Class("Test", FormulaKind.Loss, loss with { Derivatives = new([new DerivativeRule("x", "Slope")]) })
            .With(Helper("Slope", FormulaType.Double, [Value("x"), Value("y")], Return(slope)));
    }

    [Fact]
    public void AFormulasOwnDerivativeIsTheOneThatIsGiven()
    {
        Expr expr = Trace(Given(Do(Real(100), "+", _y)));
        Assert.Equal(2 * 9, Evaluate.Value(expr, 2, 3));
        Assert.Equal(103, Evaluate.Value(Derivative.By(0, expr)!, 2, 3));
    }

    /// <summary>A trained parameter, for one, of which no [Derivative] speaks.</summary>
    [Fact]
    public void ByWhatNoneIsGivenForADerivativeIsComposed() =>
        Assert.Equal(2 * 2 * 3, Evaluate.Value(Derivative.By(1, Trace(Given(Do(Real(100), "+", _y))))!, 2, 3));

    [Fact]
    public void ADerivativeMayCallWhatItIsTheDerivativeOf() =>
        Assert.Equal(2 * 9 + 1, Evaluate.Value(Derivative.By(0, Trace(Given(Do(Call("this.Loss", _x, _y), "+", Real(1)))))!, 2, 3));

    [Fact]
    public void RecursionOfAMethodWithADerivativeIsRefused()
    {
        FormulaMethod again = Method("Loss", FormulaType.Double, [Value("x"), Value("y")], Return(Call("this.Loss", _x, _y)));
        FormulaClass formula = Class("Test", FormulaKind.Loss, again with { Derivatives = new([new DerivativeRule("x", "Loss")]) });
        Assert.Throws<TraceException>(() => Trace(formula));
    }

    /// <summary>What hosts us runs on a megabyte of stack, and passes go through an expression by recursion.</summary>
    [Theory]
    [InlineData(390, true)]
    [InlineData(20_000, false)]
    public void AnExpressionIsAsDeepAsTheStackBears(int rounds, bool compiles)
    {
        FormulaClass deep = Class("Deep", FormulaKind.Activation, Method(
            "Activate", FormulaType.Double, [Value("x")], Let("a", _x), For("i", 0, Whole(rounds), Set("a", Call("Math.Sin", Name("a")))), Return(Name("a"))));
        Specs.CompiledUnit? unit = null;
        var thread = new Thread(() => unit = ModelCompiler.Compile(TestModels.Model("Net", [4], [TestModels.Stage(deep)], TestFormulas.Mse, inputGradient: true)), 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Equal(compiles, unit!.Problems.Count == 0);
    }

    /// <summary>Forty squarings are forty operations, and a trillion paths.</summary>
    [Fact]
    public void SharedPartsCostOnce()
    {
        FormulaClass squares = Class("Squares", FormulaKind.Activation, Method(
            "Activate", FormulaType.Double, [Value("x")], Let("a", _x), For("i", 0, Whole(40), Set("a", Do(Name("a"), "*", Name("a")))), Return(Name("a"))));
        Specs.CompiledUnit unit = ModelCompiler.Compile(TestModels.Model("Net", [4], [TestModels.Stage(squares)], TestFormulas.Mse, inputGradient: true));
        Assert.Empty(unit.Problems);
        Assert.True(unit.Source.Length < 40_000, $"{unit.Source.Length} characters");
    }

    private static Expr Trace(params Statement[] body) =>
        Trace(Class("Test", FormulaKind.Loss, Method("Loss", FormulaType.Double, [Value("x"), Value("y")], body)));

    private static Expr Trace(FormulaClass formula) =>
        Assert.IsType<TracedScalar>(new FormulaTracer(formula, _ => throw new InvalidOperationException(), null)
            .Run("Loss", [new TracedScalar(Build.X), new TracedScalar(Build.Y)], out _)).Expr;

    private static void Refused(string word, params Statement[] body) => Assert.Contains(word, Assert.Throws<TraceException>(() => Trace(body)).Message);
}
