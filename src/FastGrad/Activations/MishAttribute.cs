namespace FastGrad;

/// <summary>
/// Mish: x · tanh(log(1 + eˣ)), smooth, and bounded below by about −0.31. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function"
/// (2020).
/// </summary>
public sealed partial class MishAttribute : ActivationAttribute
{
    /// <summary>x · tanh(log(1 + eˣ)).</summary>
    [Formula]
    public double Activate(double x) => x * Math.Tanh(Ops.Softplus(x));
}
