namespace FastGrad;

/// <summary>
/// Scaled exponential linear unit: λ · x above 0 and λ · α · (eˣ − 1) below, with λ = 1.0507… and α = 1.6732… so that mean 0 and variance 1 pass
/// from layer to layer; its derivative at 0 is λ · α. Klambauer, Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks" (2017).
/// </summary>
// A variance of 1 passes with a gain of 1 alone (section 3 of the paper); PyTorch's calculate_gain has 3/4, and says not to use it for this.
[Gain(1)]
public sealed partial class SeluAttribute : ActivationAttribute
{
    // The fixed point that appendix A1 of the paper derives, to all digits of a double.
    private const double Alpha = 1.6732632423543772848170429916717;
    private const double Scale = 1.0507009873554804934193349852946;

    /// <summary>x &gt; 0: λ · x; else λ · α · (eˣ − 1).</summary>
    // The composed derivative would take eˣ from eˣ − 1, in which small powers have lost their digits.
    [Formula, Derivative(nameof(Slope))]
    public double Activate(double x) => x <= 0 ? Scale * Alpha * Ops.Expm1(x) : Scale * x;

    private static double Slope(double x) => x <= 0 ? Scale * Alpha * Math.Exp(x) : Scale;
}
