namespace FastGrad;

/// <summary>
/// Hard sigmoid: min(max(0, x + 3), 6) / 6, a sigmoid of three straight lines, with derivative 0 at −3 and at 3. Courbariaux, Bengio and David,
/// "BinaryConnect: Training Deep Neural Networks with binary weights during propagations" (2015).
/// </summary>
public sealed partial class HardSigmoidAttribute : ActivationAttribute
{
    /// <summary>min(max(0, x + 3), 6) / 6.</summary>
    // Asks for both ends, so that NaN passes through.
    [Formula]
    public double Activate(double x) => x <= -3 ? 0 : x >= 3 ? 1 : (x + 3) / 6;
}
