namespace FastGrad;

/// <summary>Mean squared error: (prediction − target)², averaged over outputs and examples. Legendre (1805), Gauss (1809).</summary>
public sealed partial class MseAttribute : LossAttribute
{
    /// <summary>(prediction − target)².</summary>
    [Formula]
    public double Loss(double prediction, double target)
    {
        double error = prediction - target;
        return error * error;
    }
}
