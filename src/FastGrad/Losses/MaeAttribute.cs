namespace FastGrad;

/// <summary>
/// Mean absolute error: |prediction − target|, averaged over outputs and examples, with derivative 0 at a perfect fit. Its best constant is the
/// median. Boscovich (1757), Laplace, "Mémoire sur la probabilité des causes par les évènements" (1774).
/// </summary>
public sealed partial class MaeAttribute : LossAttribute
{
    /// <summary>|prediction − target|.</summary>
    [Formula]
    public double Loss(double prediction, double target) => Math.Abs(prediction - target);
}
