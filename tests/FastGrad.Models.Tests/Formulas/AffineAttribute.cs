namespace FastGrad.Models.Tests.Formulas;

/// <summary>A layer on tensors of any shape with parameters of that shape.</summary>
public sealed partial class AffineAttribute : LayerAttribute
{
    [Formula]
    public Tensor Forward(Tensor x, [Parameter, Ones] Tensor scale, [Parameter, Zeros] Tensor shift) => scale * x + shift;
}
