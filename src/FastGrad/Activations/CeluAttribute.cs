namespace FastGrad;

/// <summary>
/// Continuously differentiable exponential linear unit: x above 0 and Alpha · (e^(x / Alpha) − 1) below, whose derivative at 0 is 1 for every
/// Alpha. Barron, "Continuously Differentiable Exponential Linear Units" (2017).
/// </summary>
public sealed partial class CeluAttribute : ActivationAttribute
{
    /// <summary>What far negative x end at, with the other sign: α; above 0.</summary>
    [Above(0)]
    public double Alpha { get; init; } = 1;

    /// <summary>x &gt; 0: x; else Alpha · (e^(x / Alpha) − 1).</summary>
    // The composed derivative would take the power from the power − 1, in which small ones have lost their digits.
    [Formula, Derivative(nameof(Slope))]
    public double Activate(double x) => x <= 0 ? Alpha * Ops.Expm1(x / Alpha) : x;

    private double Slope(double x) => x <= 0 ? Math.Exp(x / Alpha) : 1;
}
