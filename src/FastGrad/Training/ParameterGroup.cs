namespace FastGrad;

/// <summary>Parameters that an optimizer moves by the same multiples of its settings.</summary>
/// <param name="LearningRateFactor">What the learning rate is multiplied by.</param>
/// <param name="DecayFactor">What the weight decay is multiplied by.</param>
public readonly record struct ParameterGroup(double LearningRateFactor, double DecayFactor);
