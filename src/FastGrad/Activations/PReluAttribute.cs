namespace FastGrad;

/// <summary>
/// Parametric rectified linear unit: x above 0 and slope · x below, with one slope for all elements that is trained and starts at 0.25; its
/// derivative by x at 0 is the slope. He, Zhang, Ren and Sun, "Delving Deep into Rectifiers" (2015).
/// </summary>
// As a leaky one with the slope that it starts at: √(2 / (1 + 0.25²)).
[Gain(1.3719886811400708)]
public sealed partial class PReluAttribute : ActivationAttribute
{
    /// <summary>x &gt; 0: x; else slope · x.</summary>
    [Formula]
    public double Activate(double x, [Parameter, Constant(0.25), NoDecay] double slope) => x > 0 ? x : slope * x;
}
