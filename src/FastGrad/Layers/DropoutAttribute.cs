namespace FastGrad;

/// <summary>
/// In training each element is zeroed with a probability and the others are scaled up, so that the mean stays; when predicting and
/// evaluating nothing happens. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting" (2014), with the
/// scaling moved into training.
/// </summary>
/// <param name="probability">Of being zeroed; from 0 to 1.</param>
public sealed partial class DropoutAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>Probability of being zeroed; from 0, which changes nothing, to 1, which leaves nothing.</summary>
    [AtLeast(0), AtMost(1)]
    public double Probability { get; } = probability;

    /// <summary>In training x · mask / (1 − Probability), mask being 1 with probability 1 − Probability and else 0.</summary>
    [Formula]
    public Tensor Forward(Tensor x)
    {
        if (!Ops.Training)
            return x;
        double keep = 1 - Probability;
        // Where nothing is kept there is nothing to scale, and 1 / 0 would make NaN of it.
        double scale = keep > 0 ? 1 / keep : 0;
        return x * (scale * Ops.Bernoulli(keep, x.Shape));
    }
}
