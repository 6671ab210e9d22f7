using FastGrad.Compiler.Ir;

namespace FastGrad.Compiler.Checks;

/// <summary>The numbers between two ends, both included; NaN is left out of account.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public static Interval All { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    public static Interval Unit { get; } = new(0, 1);

    public static Interval Positive { get; } = new(0, double.PositiveInfinity);

    public static Interval Negative { get; } = new(double.NegativeInfinity, 0);

    public bool HasLow => !double.IsNegativeInfinity(Low);

    public bool HasHigh => !double.IsPositiveInfinity(High);

    public Interval Union(Interval other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Of two that exclude each other, which only a branch never taken gives, the first.</summary>
    public Interval Intersect(Interval other)
    {
        var both = new Interval(Math.Max(Low, other.Low), Math.Min(High, other.High));
        return both.Low <= both.High ? both : this;
    }

    public static Interval Apply(UnaryOp op, Interval x) => op switch
    {
        UnaryOp.Negate => new(-x.High, -x.Low),
        UnaryOp.Abs => x.Low >= 0 ? x : x.High <= 0 ? new(-x.High, -x.Low) : new(0, Math.Max(-x.Low, x.High)),
        UnaryOp.Sqrt => new(Math.Sqrt(Math.Max(0, x.Low)), Math.Sqrt(Math.Max(0, x.High))),
        UnaryOp.Log => new(x.Low <= 0 ? double.NegativeInfinity : Math.Log(x.Low), x.High <= 0 ? double.NegativeInfinity : Math.Log(x.High)),
        UnaryOp.Exp or UnaryOp.Expm1 or UnaryOp.Tanh or UnaryOp.Softplus or UnaryOp.Erf or UnaryOp.Floor =>
            new(Fold.Apply(op, x.Low), Fold.Apply(op, x.High)),
        UnaryOp.Log1p => new(Fold.Apply(op, Math.Max(-1, x.Low)), Fold.Apply(op, Math.Max(-1, x.High))),
        UnaryOp.Sigmoid => new(double.IsNegativeInfinity(x.Low) ? 0 : Fold.Apply(op, x.Low), double.IsPositiveInfinity(x.High) ? 1 : Fold.Apply(op, x.High)),
        UnaryOp.Sin or UnaryOp.Cos => new(-1, 1),
        _ => All,
    };

    public static Interval Apply(BinaryOp op, Interval x, Interval y) => op switch
    {
        BinaryOp.Add => new(x.Low + y.Low, x.High + y.High),
        BinaryOp.Subtract => new(x.Low - y.High, x.High - y.Low),
        BinaryOp.Multiply => Product(x, y),
        // By what is never below 0 (or never above): the sign is known, the size is not, unless the divisor stays away from 0.
        BinaryOp.Divide when y.Low > 0 || y.High < 0 => Product(x, new(1 / y.High, 1 / y.Low)),
        BinaryOp.Divide when y.Low >= 0 => Product(x, Positive),
        BinaryOp.Divide when y.High <= 0 => Product(x, Negative),
        BinaryOp.Max => new(Math.Max(x.Low, y.Low), Math.Max(x.High, y.High)),
        BinaryOp.Min => new(Math.Min(x.Low, y.Low), Math.Min(x.High, y.High)),
        BinaryOp.Power when x.Low >= 0 => Positive,
        BinaryOp.Power when y.Low.Equals(y.High) && y.Low % 2 == 0 => Positive,
        _ => All,
    };

    private static Interval Product(Interval x, Interval y)
    {
        double a = Times(x.Low, y.Low), b = Times(x.Low, y.High), c = Times(x.High, y.Low), d = Times(x.High, y.High);
        return new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    /// <summary>0 · ∞ is 0 here: the end of an interval is a bound, not a value.</summary>
    private static double Times(double x, double y) => x == 0 || y == 0 ? 0 : x * y;
}
