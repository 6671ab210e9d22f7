namespace FastGrad;

/// <summary>
/// Gives a formula on numbers its derivative, in place of the one that is made from what the formula is made of; for where that one is
/// numerically weak, or another is meant. Say why in a comment beside it. May be repeated, for several parameters.
/// </summary>
/// <example>
/// <code>
/// // 1 − tanh² x loses all digits where tanh x is 1 to within a rounding.
/// [Formula, Derivative(nameof(Slope))]
/// public double Activate(double x) =&gt; Math.Tanh(x);
///
/// private double Slope(double x) =&gt; 4 / Ops.Square(Math.Exp(x) + Math.Exp(-x));
/// </code>
/// </example>
/// <param name="slope">
/// Name of a method of the same class with the formula's own parameters, which gives the derivative with respect to the first of them, or
/// to <see cref="By"/>.
/// </param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class DerivativeAttribute(string slope) : Attribute
{
    /// <summary>Name of the method that gives the derivative.</summary>
    public string Slope { get; } = slope;

    /// <summary>Name of the parameter that is varied; the first if null.</summary>
    public string? By { get; init; }
}
