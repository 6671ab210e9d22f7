namespace FastGrad;

/// <summary>
/// Gradient descent with momentum: v ← μ·v + g, w ← w − η·v. Robbins and Monro (1951); Polyak, "Some Methods of Speeding Up the
/// Convergence of Iteration Methods" (1964). The learning rate stands outside the velocity, so changing it acts at once.
/// </summary>
public sealed partial class SgdAttribute : OptimizerAttribute
{
    /// <summary>Share μ of the velocity kept from step to step, 0 for none; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Momentum { get; init; }

    /// <summary>v ← μ·v + g, w ← w − η·v.</summary>
    [Formula]
    public void Update(ref double weight, double gradient, ref double velocity)
    {
        velocity = Momentum * velocity + gradient;
        weight -= LearningRate * velocity;
    }
}
