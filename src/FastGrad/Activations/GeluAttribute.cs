namespace FastGrad;

/// <summary>
/// Gaussian error linear unit: x · Φ(x), Φ being the normal distribution, (1 + erf(x / √2)) / 2; or with a tanh in its place,
/// x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) / 2. Hendrycks and Gimpel, "Gaussian Error Linear Units (GELUs)" (2016).
/// </summary>
/// <remarks>
/// By the error function Φ has the digits of a number near 1, of which few are left for x below −5, as in PyTorch. By tanh it keeps all.
/// </remarks>
public sealed partial class GeluAttribute : ActivationAttribute
{
    private const double RootOfHalf = 0.70710678118654752440;
    private const double RootOfTwoByPi = 0.79788456080286535588;

    /// <summary>Whether Φ is computed by the error function or by tanh; fixed when compiled.</summary>
    public GeluApproximation Approximate { get; init; } = GeluApproximation.None;

    /// <summary>x · Φ(x).</summary>
    // (1 + tanh u) / 2 is σ(2u), which keeps its digits where the tanh is almost −1.
    [Formula]
    public double Activate(double x) => Approximate == GeluApproximation.Tanh
        ? x * Ops.Sigmoid(2 * RootOfTwoByPi * (x + 0.044715 * x * x * x))
        : 0.5 * x * (1 + Ops.Erf(RootOfHalf * x));
}
