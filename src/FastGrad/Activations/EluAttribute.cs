namespace FastGrad;

/// <summary>
/// Exponential linear unit: x above 0 and Alpha · (eˣ − 1) below, which ends at −Alpha; its derivative at 0 is Alpha. Clevert, Unterthiner and
/// Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units (ELUs)" (2016).
/// </summary>
public sealed partial class EluAttribute : ActivationAttribute
{
    /// <summary>What far negative x end at, with the other sign: α; above 0.</summary>
    [Above(0)]
    public double Alpha { get; init; } = 1;

    /// <summary>x &gt; 0: x; else Alpha · (eˣ − 1).</summary>
    // The composed derivative would take eˣ from eˣ − 1, in which small powers have lost their digits.
    [Formula, Derivative(nameof(Slope))]
    public double Activate(double x) => x <= 0 ? Alpha * Ops.Expm1(x) : x;

    private double Slope(double x) => x <= 0 ? Alpha * Math.Exp(x) : 1;
}
