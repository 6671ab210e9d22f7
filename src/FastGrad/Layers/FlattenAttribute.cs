namespace FastGrad;

/// <summary>An example of any shape as a vector, its elements in the same order. Costs nothing.</summary>
public sealed partial class FlattenAttribute : LayerAttribute
{
    /// <summary>The elements of x as a vector.</summary>
    [Formula]
    public Tensor Forward(Tensor x) => Ops.Flatten(x);
}
