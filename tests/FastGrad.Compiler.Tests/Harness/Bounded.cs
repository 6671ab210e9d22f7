using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Tests.Harness;

/// <summary>
/// A value with a bound on its rounding error, carried from operation to operation (running error analysis, Higham, "Accuracy and
/// Stability", 3.3). Tolerances in the tests are these bounds, so nothing is fitted. The path tells which way each decision went.
/// </summary>
/// <param name="Resolved">False where something is not finite, or a decision is closer than the error: nothing can be compared there.</param>
internal sealed record Bounded(double Value, double Error, string Path, bool Resolved)
{
    private const double HalfUlp = 1.0 / (1L << 53);

    /// <summary>What .NET's library functions stay within, generously.</summary>
    private const double FunctionUlps = 4 * HalfUlp;

    /// <summary>What the functions of Ops that .NET lacks are held to, beside the tests of the vector functions.</summary>
    private const double OwnUlps = 16 * HalfUlp;

    public static Bounded Of(Expr expr, Place place)
    {
        var known = new Dictionary<Expr, (double Value, double Error)>(ReferenceEqualityComparer.Instance);
        var path = new System.Text.StringBuilder();
        bool resolved = true;
        (double value, double error) = Of(expr);
        return new Bounded(value, error, path.ToString(), resolved);

        (double Value, double Error) Of(Expr part)
        {
            if (known.TryGetValue(part, out (double Value, double Error) result))
                return result;
            result = Once(part);
            resolved &= double.IsFinite(result.Value) && double.IsFinite(result.Error);
            return known[part] = result;
        }

        (double Value, double Error) Once(Expr part)
        {
            switch (part)
            {
                case Leaf leaf:
                    return (Evaluate.Leaf(leaf, place), 0);
                case Select select:
                    return Decide(Of(select.Condition).Value != 0) ? Of(select.WhenTrue) : Of(select.WhenFalse);
                case Unary unary:
                    return Sampled(Of(unary.Operand), x => Evaluate.Apply(unary.Op, x), Ulps(unary.Op), unary.Op);
                case Binary binary:
                    return Combine(binary, Of(binary.Left), Of(binary.Right));
                case MultiplyAdd fused:
                    (double Value, double Error) a = Of(fused.Left), b = Of(fused.Right), c = Of(fused.Addend);
                    double value = Math.FusedMultiplyAdd(a.Value, b.Value, c.Value);
                    return (value, Product(a, b) + c.Error + Rounding(value, HalfUlp));
                default:
                    throw new ArgumentException(part.GetType().Name);
            }
        }

        (double Value, double Error) Combine(Binary binary, (double Value, double Error) a, (double Value, double Error) b)
        {
            double value = Evaluate.Apply(binary.Op, a.Value, b.Value);
            switch (binary.Op)
            {
                case BinaryOp.Add or BinaryOp.Subtract:
                    return (value, a.Error + b.Error + Rounding(value, HalfUlp));
                case BinaryOp.Multiply:
                    return (value, Product(a, b) + Rounding(value, HalfUlp));
                case BinaryOp.Divide:
                    double least = Math.Abs(b.Value) - b.Error;
                    resolved &= least > 0;
                    return (value, (a.Error + Math.Abs(value) * b.Error) / least + Rounding(value, HalfUlp));
                case BinaryOp.Max or BinaryOp.Min:
                    // The larger by less than the error: either may win, and is as good. The derivative is another matter.
                    Far(a, b);
                    Decide(a.Value > b.Value);
                    return (value, Math.Max(a.Error, b.Error));
                case BinaryOp.Power:
                    double reach = new[]
                    {
                        Evaluate.Apply(binary.Op, a.Value - a.Error, b.Value - b.Error), Evaluate.Apply(binary.Op, a.Value + a.Error, b.Value - b.Error),
                        Evaluate.Apply(binary.Op, a.Value - a.Error, b.Value + b.Error), Evaluate.Apply(binary.Op, a.Value + a.Error, b.Value + b.Error),
                    }.Max(corner => Math.Abs(corner - value));
                    // Corners bound a monotone function; the factor covers its bend.
                    return (value, 2 * reach + Rounding(value, FunctionUlps));
                case BinaryOp.And or BinaryOp.Or:
                    Decide(value != 0);
                    return (value, 0);
                default:
                    Far(a, b);
                    Decide(value != 0);
                    return (value, 0);
            }
        }

        (double Value, double Error) Sampled((double Value, double Error) x, Func<double, double> function, double ulps, UnaryOp op)
        {
            double value = function(x.Value);
            if (op == UnaryOp.Floor)
            {
                // A step within the error is a decision.
                resolved &= x.Error == 0 || Math.Floor(x.Value - x.Error) == Math.Floor(x.Value + x.Error);
                path.Append(value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
                return (value, 0);
            }
            if (op == UnaryOp.Abs)
            {
                Far(x, (0, 0));
                Decide(x.Value > 0);
                return (value, x.Error);
            }
            double reach = x.Error == 0 ? 0 : Math.Max(Math.Abs(function(x.Value - x.Error) - value), Math.Abs(function(x.Value + x.Error) - value));
            // At the top of a hill both neighbours are lower than the bend between them could hide.
            if (op is UnaryOp.Sin or UnaryOp.Cos)
                reach = x.Error;
            return (value, 2 * reach + Rounding(value, ulps));
        }

        void Far((double Value, double Error) a, (double Value, double Error) b) =>
            resolved &= (a.Error == 0 && b.Error == 0) || Math.Abs(a.Value - b.Value) > a.Error + b.Error;

        bool Decide(bool taken)
        {
            path.Append(taken ? '1' : '0');
            return taken;
        }
    }

    private static double Ulps(UnaryOp op) => op switch
    {
        UnaryOp.Negate or UnaryOp.Not or UnaryOp.Abs or UnaryOp.Floor => 0,
        UnaryOp.Expm1 or UnaryOp.Log1p or UnaryOp.Softplus or UnaryOp.Erf => OwnUlps,
        _ => FunctionUlps,
    };

    private static double Product((double Value, double Error) a, (double Value, double Error) b) =>
        Math.Abs(a.Value) * b.Error + Math.Abs(b.Value) * a.Error + a.Error * b.Error;

    /// <summary>Relative, and at least the smallest number there is.</summary>
    private static double Rounding(double value, double ulps) => Math.Abs(value) * ulps + double.Epsilon;
}
