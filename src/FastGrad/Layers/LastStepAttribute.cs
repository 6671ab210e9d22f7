namespace FastGrad;

/// <summary>The last element of a sequence: of [T, …] what stands at T − 1, such as a recurrent layer's last state.</summary>
public sealed partial class LastStepAttribute : LayerAttribute
{
    /// <summary>x at the last place of its first axis.</summary>
    [Formula]
    public Tensor Forward(Tensor x) => Ops.Select(x, 0, x.Shape[0] - 1);
}
