namespace FastGrad;

/// <summary>
/// Rectified linear unit: max(0, x), with derivative 0 at 0. Nair and Hinton, "Rectified Linear Units Improve Restricted Boltzmann
/// Machines" (2010).
/// </summary>
[Gain(1.4142135623730951)]
public sealed partial class ReluAttribute : ActivationAttribute
{
    /// <summary>max(0, x).</summary>
    // Asks for the negative side, so that NaN, which compares false, passes through instead of turning into 0.
    [Formula]
    public double Activate(double x) => x <= 0 ? 0 : x;
}
