namespace FastGrad;

/// <summary>
/// Hard tanh: x held in [Minimum, Maximum], with derivative 0 at both ends. Collobert, "Large Scale Machine Learning" (2004).
/// </summary>
public sealed partial class HardTanhAttribute : ActivationAttribute
{
    /// <summary>The least value; at most 0.</summary>
    [AtMost(0)]
    public double Minimum { get; init; } = -1;

    /// <summary>The greatest value; above 0.</summary>
    [Above(0)]
    public double Maximum { get; init; } = 1;

    /// <summary>min(max(Minimum, x), Maximum).</summary>
    // Asks for both ends, so that NaN passes through.
    [Formula]
    public double Activate(double x) => x <= Minimum ? Minimum : x >= Maximum ? Maximum : x;
}
