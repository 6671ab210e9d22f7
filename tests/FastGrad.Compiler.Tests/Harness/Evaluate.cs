extern alias runtime;

using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>The values an expression is evaluated at.</summary>
internal sealed record Place(double[] Arguments, IReadOnlyDictionary<string, double> Uniforms, double Index = 3)
{
    public static Place At(params double[] arguments) => new(arguments, new Dictionary<string, double>());

    public Place With(int argument, double value)
    {
        double[] moved = [.. Arguments];
        moved[argument] = value;
        return this with { Arguments = moved };
    }
}

/// <summary>
/// Expressions as C# would compute them in double, written here again and not taken from the compiler's folding, which is under test.
/// What .NET lacks is what formulas call for it. A truth value is 1 or 0.
/// </summary>
internal static class Evaluate
{
    public static double Value(Expr expr, Place place)
    {
        var known = new Dictionary<Expr, double>(ReferenceEqualityComparer.Instance);
        return Of(expr);

        double Of(Expr part)
        {
            if (!known.TryGetValue(part, out double value))
                known[part] = value = Once(part);
            return value;
        }

        double Once(Expr part) => part switch
        {
            // The branch not taken is not even computed.
            Select select => Of(select.Condition) != 0 ? Of(select.WhenTrue) : Of(select.WhenFalse),
            Leaf leaf => Leaf(leaf, place),
            Unary unary => Apply(unary.Op, Of(unary.Operand)),
            Binary binary => Apply(binary.Op, Of(binary.Left), Of(binary.Right)),
            WithDerivative own => Of(own.Value),
            MultiplyAdd fused => Math.FusedMultiplyAdd(Of(fused.Left), Of(fused.Right), Of(fused.Addend)),
            _ => throw new ArgumentException(part.GetType().Name),
        };
    }

    public static double Value(Expr expr, params double[] arguments) => Value(expr, Place.At(arguments));

    public static double Leaf(Leaf leaf, Place place) => leaf switch
    {
        Number number => number.Value,
        Truth truth => truth.Value ? 1 : 0,
        Argument argument => place.Arguments[argument.Index],
        Uniform uniform => place.Uniforms[uniform.Name],
        ElementIndex index => Math.Floor(place.Index / index.Divisor) is var whole && index.Modulus > 0 ? whole % index.Modulus : whole,
        _ => throw new ArgumentException(leaf.GetType().Name),
    };

    public static double Apply(UnaryOp op, double x) => op switch
    {
        UnaryOp.Negate => -x,
        UnaryOp.Not => x == 0 ? 1 : 0,
        UnaryOp.Abs => Math.Abs(x),
        UnaryOp.Sqrt => Math.Sqrt(x),
        UnaryOp.Exp => Math.Exp(x),
        UnaryOp.Expm1 => runtime::FastGrad.Ops.Expm1(x),
        UnaryOp.Log => Math.Log(x),
        UnaryOp.Log1p => runtime::FastGrad.Ops.Log1p(x),
        UnaryOp.Tanh => Math.Tanh(x),
        UnaryOp.Sigmoid => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        UnaryOp.Softplus => runtime::FastGrad.Ops.Softplus(x),
        UnaryOp.Erf => runtime::FastGrad.Ops.Erf(x),
        UnaryOp.Sin => Math.Sin(x),
        UnaryOp.Cos => Math.Cos(x),
        UnaryOp.Floor => Math.Floor(x),
        _ => throw new ArgumentException(op.ToString()),
    };

    public static double Apply(BinaryOp op, double x, double y) => op switch
    {
        BinaryOp.Add => x + y,
        BinaryOp.Subtract => x - y,
        BinaryOp.Multiply => x * y,
        BinaryOp.Divide => x / y,
        BinaryOp.Max => Math.Max(x, y),
        BinaryOp.Min => Math.Min(x, y),
        BinaryOp.Power => Math.Pow(x, y),
        BinaryOp.Less => x < y ? 1 : 0,
        BinaryOp.LessOrEqual => x <= y ? 1 : 0,
        BinaryOp.Greater => x > y ? 1 : 0,
        BinaryOp.GreaterOrEqual => x >= y ? 1 : 0,
        BinaryOp.Equal => x == y ? 1 : 0,
        BinaryOp.NotEqual => x != y ? 1 : 0,
        BinaryOp.And => x != 0 && y != 0 ? 1 : 0,
        BinaryOp.Or => x != 0 || y != 0 ? 1 : 0,
        _ => throw new ArgumentException(op.ToString()),
    };
}
