using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>Short words for expressions.</summary>
internal static class Build
{
    public static Argument X { get; } = new(0);

    public static Argument Y { get; } = new(1);

    public static Uniform U { get; } = new("u");

    public static Uniform V { get; } = new("v");

    public static Number Number(double value) => new(value);

    public static Unary Op(UnaryOp op, Expr operand) => new(op, operand);

    public static Unary Negate(Expr operand) => new(UnaryOp.Negate, operand);

    public static Binary Add(Expr left, Expr right) => new(BinaryOp.Add, left, right);

    public static Binary Subtract(Expr left, Expr right) => new(BinaryOp.Subtract, left, right);

    public static Binary Multiply(Expr left, Expr right) => new(BinaryOp.Multiply, left, right);

    public static Binary Divide(Expr left, Expr right) => new(BinaryOp.Divide, left, right);

    public static Binary Greater(Expr left, double right) => new(BinaryOp.Greater, left, new Number(right));

    public static Binary Less(Expr left, double right, bool orEqual = false) => new(orEqual ? BinaryOp.LessOrEqual : BinaryOp.Less, left, new Number(right));

    public static Select Select(Expr condition, Expr whenTrue, Expr whenFalse) => new(condition, whenTrue, whenFalse);
}
