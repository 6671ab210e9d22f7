namespace FastGrad;

/// <summary>
/// Hard swish: x · min(max(0, x + 3), 6) / 6, a silu without an exponential; its derivative is −1/2 at −3 and 3/2 at 3. Howard et al., "Searching
/// for MobileNetV3" (2019).
/// </summary>
public sealed partial class HardSwishAttribute : ActivationAttribute
{
    /// <summary>x · min(max(0, x + 3), 6) / 6.</summary>
    // Asks for the end on the left, and for NaN on the right.
    [Formula]
    public double Activate(double x) => x < -3 ? 0 : x <= 3 ? x * (x + 3) / 6 : x;
}
