namespace FastGrad.Models.Tests.Formulas;

/// <summary>What was seen, fading from call to call, for each example.</summary>
public sealed partial class TrailAttribute : LayerAttribute
{
    [AtLeast(0), Below(1)]
    public double Decay { get; init; } = 0.5;

    [Formula]
    public Tensor Forward(Tensor x, [Parameter, Ones] Tensor gain, [State, Constant(0.25)] ref Tensor trail)
    {
        trail = Decay * trail + x;
        return gain * trail;
    }
}
