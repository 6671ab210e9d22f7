namespace FastGrad;

/// <summary>
/// Rectified linear unit that ends at 6: min(max(0, x), 6), with derivative 0 at 0 and at 6. Krizhevsky, "Convolutional Deep Belief Networks
/// on CIFAR-10" (2010).
/// </summary>
[Gain(1.4142135623730951)]
public sealed partial class Relu6Attribute : ActivationAttribute
{
    /// <summary>min(max(0, x), 6).</summary>
    // Asks for both ends, so that NaN passes through.
    [Formula]
    public double Activate(double x) => x <= 0 ? 0 : x >= 6 ? 6 : x;
}
