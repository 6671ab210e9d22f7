namespace FastGrad;

/// <summary>
/// Leaky rectified linear unit: x above 0 and Slope · x below, so that no unit dies; its derivative at 0 is Slope. Maas, Hannun and Ng,
/// "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).
/// </summary>
[Gain(nameof(Gain))]
public sealed partial class LeakyReluAttribute : ActivationAttribute
{
    /// <summary>Slope for negative x, usually a small share of 1; at least 0.</summary>
    [AtLeast(0)]
    public double Slope { get; init; } = 0.01;

    /// <summary>x &gt; 0: x; else Slope · x.</summary>
    [Formula]
    public double Activate(double x) => x > 0 ? x : Slope * x;

    private double Gain() => Math.Sqrt(2 / (1 + Slope * Slope));
}
