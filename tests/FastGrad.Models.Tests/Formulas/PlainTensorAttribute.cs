namespace FastGrad.Models.Tests.Formulas;

/// <summary>A formula of tensors that says nothing of a whole one.</summary>
public sealed partial class PlainTensorAttribute : OptimizerAttribute
{
    [InRange(0, 1)]
    public double Momentum { get; init; }

    [Formula]
    public void Update(ref Tensor weight, Tensor gradient, ref Tensor velocity)
    {
        // Asked for, and never used.
        double norm = Ops.Norm(gradient);
        if (Momentum > 2)
            norm += 1;
        velocity = Momentum * velocity + gradient;
        weight -= LearningRate * velocity;
    }
}
