namespace FastGrad;

/// <summary>
/// Logistic function: 1 / (1 + e⁻ˣ), in (0, 1). Rumelhart, Hinton and Williams, "Learning Representations by Back-Propagating Errors"
/// (1986).
/// </summary>
public sealed partial class SigmoidAttribute : ActivationAttribute
{
    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [Formula]
    public double Activate(double x) => Ops.Sigmoid(x);
}
