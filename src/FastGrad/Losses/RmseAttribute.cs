namespace FastGrad;

/// <summary>
/// Root mean squared error: √ of the mean of (prediction − target)² over all outputs and examples of the batch, in the targets' own unit; its
/// gradient at a perfect fit is 0. Legendre (1805), Gauss, "Theoria combinationis observationum erroribus minimis obnoxiae" (1823).
/// </summary>
/// <remarks>
/// The root is of the whole batch's mean: the loss of two halves is not the mean of their losses, and examples have no terms of their own.
/// </remarks>
public sealed partial class RmseAttribute : LossAttribute
{
    /// <summary>√ mean (prediction − target)².</summary>
    [Formula]
    public double Loss(Tensor prediction, Tensor target) => Root(Ops.BatchMean(Ops.Mean(Ops.Square(prediction - target))));

    // The root's own derivative at 0 is infinite, times an error of 0.
    [Derivative(nameof(RootSlope))]
    private static double Root(double mean) => Math.Sqrt(mean);

    private static double RootSlope(double mean) => mean == 0 ? 0 : 0.5 / Math.Sqrt(mean);
}
