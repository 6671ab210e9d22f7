using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>a · b + c in one rounding: the same value but for that rounding, and only where the product is not needed otherwise.</summary>
public class ContractTests
{
    [Fact]
    public void KeepsTheValueWithinItsRounding() => Properties.Hold(
        Expressions.At(Expressions.Numbers(4, Expressions.Leaves), Expressions.Moderate),
        pair => HoistTests.Agree(pair.Expr, Contract.Apply(pair.Expr), pair.Place),
        least: 500);

    [Fact]
    public void EachForm()
    {
        Expr product = Multiply(X, Y), other = new Argument(2);
        Fused(Add(product, other), 2 * 3 + 5);
        Fused(Add(other, product), 5 + 2 * 3);
        Fused(Subtract(product, other), 2 * 3 - 5);
        Fused(Subtract(other, product), 5 - 2 * 3);

        static void Fused(Expr expr, double value)
        {
            Expr contracted = Contract.Apply(expr);
            Assert.IsType<MultiplyAdd>(contracted);
            Assert.Equal(value, Evaluate.Value(contracted, 2, 3, 5));
        }
    }

    [Fact]
    public void AProductWithAnotherReaderStays()
    {
        Expr product = Multiply(X, Y);
        Expr contracted = Contract.Apply(Add(Add(product, X), Op(UnaryOp.Exp, product)));
        Assert.DoesNotContain(Substitution.Parts(contracted), part => part is MultiplyAdd);
        // Also where the other reader is another result.
        Assert.DoesNotContain(Contract.Apply([Add(product, X), product]).SelectMany(Substitution.Parts), part => part is MultiplyAdd);
    }

    [Fact]
    public void AProductThatIsTheSameForAllElementsStays() =>
        Assert.DoesNotContain(Substitution.Parts(Contract.Apply(Add(Multiply(U, V), X))), part => part is MultiplyAdd);

    [Fact]
    public void ANumberIsNegatedHere() =>
        Assert.Equal("#0 * #1 + -1", Contract.Apply(Subtract(Multiply(X, Y), Number(1))).ToString());
}
