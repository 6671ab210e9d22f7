namespace FastGrad;

/// <summary>What a model declares of one parameter.</summary>
/// <param name="Name">Layer dot parameter, such as <c>Dense1.Weight</c>; unique in the model.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Initializer">What its elements start as.</param>
/// <param name="Offset">Its first element's place in the parameter buffer.</param>
public sealed record ParameterDefinition(string Name, Shape Shape, InitializerAttribute Initializer, int Offset);
