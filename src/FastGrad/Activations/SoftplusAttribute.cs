namespace FastGrad;

/// <summary>
/// Softplus: log(1 + e^(Beta · x)) / Beta, max(0, x) without its corner, and x itself where Beta · x is above Threshold. Dugas, Bengio, Bélisle,
/// Nadeau and Garcia, "Incorporating Second-Order Functional Knowledge for Better Option Pricing" (2001).
/// </summary>
public sealed partial class SoftplusAttribute : ActivationAttribute
{
    /// <summary>How sharp the bend is: β; above 0.</summary>
    [Above(0)]
    public double Beta { get; init; } = 1;

    /// <summary>Beta · x above which x itself is the value, 20 as in PyTorch, though nothing would overflow; at least 0, and a huge one for nowhere.</summary>
    [AtLeast(0)]
    public double Threshold { get; init; } = 20;

    /// <summary>Beta · x &gt; Threshold: x; else log(1 + e^(Beta · x)) / Beta.</summary>
    [Formula]
    public double Activate(double x) => x > Threshold / Beta ? x : Ops.Softplus(Beta * x) / Beta;
}
