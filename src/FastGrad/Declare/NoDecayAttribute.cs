namespace FastGrad;

/// <summary>
/// Says of a formula's <see cref="ParameterAttribute"/> that weight decay leaves it alone, as it should biases and the scales and shifts of
/// normalisation: decay holds down how steeply a layer answers its input, and these have no part in that. A user of the layer can ask for it
/// all the same, with <see cref="LearnedStageAttribute.DecayAll"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NoDecayAttribute : Attribute;
