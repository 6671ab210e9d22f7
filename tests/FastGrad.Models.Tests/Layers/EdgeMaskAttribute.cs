namespace FastGrad.Models.Tests.Layers;

/// <summary>
/// A mask whose probability is a quarter of a step above the first number drawn under seed 0: in double that number
/// is below it, and to single precision both round to the same.
/// </summary>
public sealed partial class EdgeMaskAttribute : LayerAttribute
{
    public const double First = 0.8660249710083008, Probability = First + 1.0 / (1 << 26);

    [Formula]
    public Tensor Forward(Tensor x) => x * Ops.Bernoulli(Probability, x.Shape);
}
