namespace FastGrad;

/// <summary>
/// Logarithm of the hyperbolic cosine of the error, log cosh(prediction − target), averaged over outputs and examples: about e² / 2 for small errors
/// and |e| − log 2 for large ones, smooth in between. Saleh and Saleh, "Statistical Properties of the log-cosh Loss Function Used in Machine
/// Learning" (2022).
/// </summary>
public sealed partial class LogCoshAttribute : LossAttribute
{
    private const double LogOfTwo = 0.69314718055994530942;

    /// <summary>log cosh(prediction − target).</summary>
    [Formula]
    public double Loss(double prediction, double target) => LogCosh(prediction - target);

    // The derivative is a tanh; composed, it would be made of differences of what both branches are made of.
    [Derivative(nameof(Slope))]
    private static double LogCosh(double error)
    {
        double size = Math.Abs(error);
        // cosh x − 1 = (eˣ − 1)² / 2eˣ keeps the digits of small errors; far out eˣ would overflow, and there is nothing to lose.
        double growth = Ops.Expm1(size);
        return size < 1 ? Ops.Log1p(0.5 * growth * growth / (1 + growth)) : size - LogOfTwo + Ops.Log1p(Math.Exp(-2 * size));
    }

    private static double Slope(double error) => Math.Tanh(error);
}
