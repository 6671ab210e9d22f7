namespace FastGrad;

/// <summary>
/// Softsign: x / (1 + |x|), in (−1, 1), which saturates slower than tanh. Turian, Bergstra and Bengio, "Quadratic Features and Deep
/// Architectures for Chunking" (2009).
/// </summary>
public sealed partial class SoftsignAttribute : ActivationAttribute
{
    /// <summary>x / (1 + |x|).</summary>
    // The composed derivative is 1 / (1 + |x|) − |x| / (1 + |x|)², a difference of numbers alike for large x.
    [Formula, Derivative(nameof(Slope))]
    public double Activate(double x) => x / (1 + Math.Abs(x));

    // Divided twice, not by the square, which overflows at half the exponent.
    private static double Slope(double x) => 1 / (1 + Math.Abs(x)) / (1 + Math.Abs(x));
}
