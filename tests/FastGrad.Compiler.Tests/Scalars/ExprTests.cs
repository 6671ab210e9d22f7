using FastGrad.Compiler.Ir;
using FastGrad.Compiler.Tests.Harness;
using static FastGrad.Compiler.Tests.Harness.Build;

namespace FastGrad.Compiler.Tests.Scalars;

/// <summary>Expressions compare by structure, which every pass's dictionaries build on.</summary>
public class ExprTests
{
    [Fact]
    public void TheSameStructureIsTheSame()
    {
        Expr left = Add(Multiply(X, Number(2)), Op(UnaryOp.Exp, Y)), right = Add(Multiply(new Argument(0), Number(2)), Op(UnaryOp.Exp, new Argument(1)));
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(left, left.Named("a word is no part of it"));
    }

    [Fact]
    public void WhatDiffersDiffers()
    {
        Expr[] all =
        [
            X, Y, U, V, Number(0), Number(-0.0), Number(double.NaN), new Truth(true), new Truth(false), new ElementIndex(),
            Add(X, Y), Add(Y, X), Subtract(X, Y), Op(UnaryOp.Exp, X), Op(UnaryOp.Log, X), Select(Greater(X, 0), X, Y), Select(Greater(X, 0), Y, X),
            new MultiplyAdd(X, Y, X), new MultiplyAdd(X, X, Y),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(Number(double.NaN), Number(double.NaN));
    }

    /// <summary>Else a dictionary of a loop's parts is a list, and a pass over it takes the cube of its length.</summary>
    [Fact]
    public void PartsOfALoopHashApart()
    {
        foreach (Func<Expr, Expr> step in new Func<Expr, Expr>[] { a => Op(UnaryOp.Sin, a), a => Add(a, X), a => Multiply(a, a), a => Select(Greater(a, 0), a, X) })
        {
            var hashes = new HashSet<int>();
            Expr expr = X;
            for (int i = 0; i < 1000; i++)
                hashes.Add((expr = step(expr)).GetHashCode());
            Assert.InRange(hashes.Count, 990, 1000);
        }
    }
}
