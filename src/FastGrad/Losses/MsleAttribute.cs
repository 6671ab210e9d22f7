namespace FastGrad;

/// <summary>
/// Mean squared logarithmic error: (log(1 + prediction) − log(1 + target))², averaged over outputs and examples: of quantities of at least 0 the
/// error in proportion. NaN where either is below −1. Known from scikit-learn's mean_squared_log_error; Pedregosa et al., "Scikit-learn: Machine
/// Learning in Python" (2011).
/// </summary>
public sealed partial class MsleAttribute : LossAttribute
{
    /// <summary>(log(1 + prediction) − log(1 + target))².</summary>
    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = Ops.Log1p(prediction) - Ops.Log1p(target);
        return error * error;
    }
}
