namespace FastGrad;

/// <summary>
/// Gradient descent with momentum: g ← g + λ·w, v ← μ·v + (1 − δ)·g, at the first step v ← g, w ← w − η·v; with Nesterov's look ahead
/// w ← w − η·(g + μ·v). The learning rate stands outside the velocity, so changing it acts at once.
/// Robbins and Monro, "A Stochastic Approximation Method" (1951); Polyak, "Some Methods of Speeding Up the Convergence of Iteration
/// Methods" (1964); Nesterov, "A Method for Solving the Convex Programming Problem with Convergence Rate O(1/k²)" (1983), in PyTorch's form.
/// </summary>
public sealed partial class SgdAttribute : OptimizerAttribute
{
    /// <summary>Share μ of the velocity kept from step to step, 0 for none; at least 0 and below 1.</summary>
    [InRange(0, 1)]
    public double Momentum { get; init; }

    /// <summary>
    /// Share δ of each gradient but the first that the velocity does not take; at least 0 and at most 1.
    /// Without momentum it has no say.
    /// </summary>
    [AtLeast(0), AtMost(1)]
    public double Dampening { get; init; }

    /// <summary>Whether the step looks ahead along the new velocity, as Nesterov's does. PyTorch allows it without dampening only.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Share λ of the weight that joins its gradient; at least 0.</summary>
    [AtLeast(0)]
    public double WeightDecay { get; init; }

    /// <summary>v ← μ·v + (1 − δ)·(g + λ·w), w ← w − η·v; with Nesterov w ← w − η·(g + λ·w + μ·v).</summary>
    [Formula]
    public void Update(ref double weight, double gradient, long step, ref double velocity)
    {
        gradient += WeightDecay * weight;
        // A velocity of one gradient is that gradient: there is no earlier one that dampening could favour.
        double share = step == 1 || Momentum == 0 ? 1 : 1 - Dampening;
        velocity = Momentum * velocity + share * gradient;
        weight -= LearningRate * (Nesterov ? gradient + Momentum * velocity : velocity);
    }
}
