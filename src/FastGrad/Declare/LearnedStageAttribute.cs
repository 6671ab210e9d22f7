namespace FastGrad;

/// <summary>
/// What layers and activations have in common: how their learned parameters are trained, other than the optimizer's settings say. Each of
/// these settings is fixed when compiled: <c>[Dense(32, LearningRateFactor = 0.1)]</c>, <c>[Dense(32, Frozen = true)]</c>.
/// </summary>
public abstract class LearnedStageAttribute : StageAttribute
{
    /// <summary>What the optimizer's learning rate is multiplied by for the parameters of this layer; at least 0.</summary>
    [AtLeast(0)]
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>
    /// What the optimizer's weight decay, its setting <c>WeightDecay</c>, is multiplied by for the parameters of this layer; at least 0. Those marked
    /// <see cref="NoDecayAttribute"/>, such as biases, decay only with <see cref="DecayAll"/>.
    /// </summary>
    [AtLeast(0)]
    public double DecayFactor { get; init; } = 1;

    /// <summary>
    /// Whether parameters marked <see cref="NoDecayAttribute"/>, which are biases and the scales and shifts of normalisation, decay like all
    /// others. PyTorch's optimizers let them, unless they are told otherwise by parameter groups.
    /// </summary>
    public bool DecayAll { get; init; }

    /// <summary>
    /// Whether the parameters of this layer stay as they are: no optimizer moves them, not even by decay, no work is done for their gradients,
    /// which stay 0, and none for what only they would need. Buffers, such as the running means of a batch normalisation, go on
    /// gathering, as those of a PyTorch module do whose parameters have <c>requires_grad = False</c>.
    /// </summary>
    public bool Frozen { get; init; }
}
