namespace FastGrad;

/// <summary>What a model declares of one parameter.</summary>
/// <param name="Name">Layer dot parameter, such as <c>Dense1.Weight</c>; unique in the model.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Initializer">What its elements start as.</param>
/// <param name="Offset">Its first element's place in the parameter buffer.</param>
public sealed record ParameterDefinition(string Name, Shape Shape, InitializerAttribute Initializer, int Offset)
{
    /// <summary>What the optimizer's learning rate is multiplied by for it.</summary>
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>What the optimizer's weight decay is multiplied by for it; 0 for a bias.</summary>
    public double DecayFactor { get; init; } = 1;

    /// <summary>Whether nothing moves it, and its gradient stays 0.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>The gain of the activation that follows its layer, for initialisers that are given none.</summary>
    public double Gain { get; init; } = 1;
}
