using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Passes;
using FastGrad.Compiler.Tests.Harness;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>Gathering what does not depend on the element reorders products, so it may change the last bits and no more.</summary>
public class HoistTests
{
    [Fact]
    public void KeepsTheValueWithinItsRounding() => Properties.Hold(
        Expressions.At(Expressions.Numbers(4, Expressions.Leaves), Expressions.Moderate), pair => Agree(pair.Expr, Hoist.Apply(pair.Expr), pair.Place), least: 500);

    /// <summary>Chains of factors and divisors, where most of its rules are.</summary>
    [Fact]
    public void KeepsTheValueOfProducts() => Properties.Hold(
        Expressions.At(Chains(6), Expressions.Moderate), pair => Agree(pair.Expr, Hoist.Apply(pair.Expr), pair.Place), least: 1000);

    [Fact]
    public void WhatIsUniformMeetsInOneFactor()
    {
        // x / u · y / v · 2: one product over the elements, one factor for all.
        Expr hoisted = Hoist.Apply(Multiply(Divide(Multiply(Divide(X, U), Y), V), Number(2)));
        var product = Assert.IsType<Binary>(hoisted);
        Assert.True(Hoist.IsUniform(product.Right), hoisted.ToString());
        Assert.Equal("#0 * #1", product.Left.ToString());
        Assert.Equal(Evaluate.Value(Divide(Number(2), Multiply(U, V)), Uniforms(3, 5)), Evaluate.Value(product.Right, Uniforms(3, 5)), 1e-16);
    }

    /// <summary>A product of two uniforms as a factor once made it turn in a circle.</summary>
    [Fact]
    public void AProductOfUniformsIsOneFactor() => Assert.Equal("#0 * (u * v)", Hoist.Apply(Multiply(X, Multiply(U, V))).ToString());

    [Fact]
    public void ADivisionByAnElementStays() => Assert.Equal("u / #0", Hoist.Apply(Divide(U, X)).ToString());

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 0)]
    [InlineData(-0.0, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    [InlineData(2, double.NaN)]
    public void AReciprocalFollowsTheDivisionAtTheEdges(double divisor, double x)
    {
        Expr quotient = Divide(X, U);
        Assert.Equal(Evaluate.Value(quotient, Uniforms(divisor, 0, x)), Evaluate.Value(Hoist.Apply(quotient), Uniforms(divisor, 0, x)));
    }

    [Fact]
    public void UniformMeansWithoutElements()
    {
        Assert.True(Hoist.IsUniform(Add(U, Number(1))));
        Assert.False(Hoist.IsUniform(Add(U, X)));
        Assert.False(Hoist.IsUniform(new ElementIndex()));
    }

    /// <summary>Shared parts are asked once each: thirty doublings are a billion paths.</summary>
    [Fact]
    public void SharedPartsCostOnce()
    {
        Expr uniform = U, element = X;
        for (int i = 0; i < 60; i++)
        {
            uniform = Add(uniform, uniform);
            element = Add(element, element);
        }
        Assert.True(Hoist.IsUniform(uniform));
        Assert.False(Hoist.IsUniform(Add(uniform, element)));
        Assert.IsType<Binary>(Hoist.Apply(Divide(element, uniform)));
    }

    private static FsCheck.Gen<Expr> Chains(int depth)
    {
        if (depth == 0)
            return Expressions.Leaves;
        FsCheck.Gen<Expr> inner = Chains(depth - 1);
        return FsCheck.Fluent.Gen.Frequency(
            (1, Expressions.Leaves),
            (3, FsCheck.Fluent.Gen.SelectMany(inner, left => FsCheck.Fluent.Gen.Select(Expressions.Leaves, Expr (right) => Multiply(left, right)))),
            (1, FsCheck.Fluent.Gen.SelectMany(inner, left => FsCheck.Fluent.Gen.Select(Expressions.Leaves, Expr (right) => Multiply(right, left)))),
            (2, FsCheck.Fluent.Gen.SelectMany(inner, left => FsCheck.Fluent.Gen.Select(Expressions.Leaves, Expr (right) => Divide(left, right)))),
            (1, FsCheck.Fluent.Gen.Select(inner, Expr (operand) => Negate(operand))));
    }

    private static Place Uniforms(double u, double v, double x = 1) => Place.At(x, 1) with { Uniforms = new Dictionary<string, double> { ["u"] = u, ["v"] = v } };

    internal static string? Agree(Expr before, Expr after, Place place)
    {
        Bounded first = Bounded.Of(before, place), second = Bounded.Of(after, place);
        if (!first.Resolved || !second.Resolved)
            return null;
        return Math.Abs(first.Value - second.Value) <= first.Error + second.Error
            ? ""
            : $"{before} became {after}: {first.Value} became {second.Value}, bound {first.Error + second.Error}";
    }
}
