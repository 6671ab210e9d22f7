namespace FastGrad;

/// <summary>
/// Sigmoid linear unit, also called swish: x · σ(x) = x / (1 + e⁻ˣ). Elfwing, Uchibe and Doya, "Sigmoid-Weighted Linear Units for Neural
/// Network Function Approximation in Reinforcement Learning" (2018).
/// </summary>
public sealed partial class SiluAttribute : ActivationAttribute
{
    /// <summary>x · σ(x).</summary>
    [Formula]
    public double Activate(double x) => x * Ops.Sigmoid(x);
}
