namespace FastGrad;

/// <summary>Hyperbolic tangent: (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), in (−1, 1). LeCun et al., "Efficient BackProp" (1998).</summary>
[Gain(5.0 / 3)]
public sealed partial class TanhAttribute : ActivationAttribute
{
    /// <summary>tanh x.</summary>
    [Formula]
    public double Activate(double x) => Math.Tanh(x);
}
