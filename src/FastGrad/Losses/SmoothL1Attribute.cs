namespace FastGrad;

/// <summary>
/// Smooth absolute error of e = |prediction − target|: e² / (2 · Beta) below Beta and e − Beta / 2 beyond, averaged over outputs and examples: a
/// Huber loss divided by Beta, whose slope far out is 1. Girshick, "Fast R-CNN" (2015).
/// </summary>
public sealed partial class SmoothL1Attribute : LossAttribute
{
    /// <summary>Error at which the loss turns linear: β; at least 0, where it is the absolute error.</summary>
    [AtLeast(0)]
    public double Beta { get; init; } = 1;

    /// <summary>e &lt; Beta: e² / (2 · Beta); else e − Beta / 2, with e = |prediction − target|.</summary>
    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = Math.Abs(prediction - target);
        return error < Beta ? 0.5 * error * error / Beta : error - 0.5 * Beta;
    }
}
