namespace FastGrad.Models.Tests.Formulas;

/// <summary>Momentum on gradients clipped as a whole: as a user would write it.</summary>
public sealed partial class ClippedAttribute : OptimizerAttribute
{
    [Above(0)]
    public double MaximumNorm { get; init; } = 1;

    [InRange(0, 1)]
    public double Momentum { get; init; } = 0.9;

    [Formula]
    public void Update(ref Tensor weight, Tensor gradient, ref Tensor velocity)
    {
        double norm = Ops.GlobalNorm(gradient);
        if (norm > MaximumNorm)
            gradient *= MaximumNorm / norm;
        velocity = Momentum * velocity + gradient;
        weight -= LearningRate * velocity;
    }
}
