namespace FastGrad;

/// <summary>
/// Marks a formula's <c>ref</c> parameter as carried on. In a layer it is one value per example of the batch that goes from call to call
/// until <c>ResetState()</c>, as of a recurrent network fed piece by piece; an <see cref="InitializerAttribute"/> beside it says what it
/// starts as, and the gradient stops at the border of a call. In an optimizer every <c>ref</c> but the weight is a slot with or without
/// this attribute, which fixes the slot's name in checkpoints.
/// </summary>
/// <param name="name">The name in checkpoints; the parameter's own if null.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class StateAttribute(string? name = null) : Attribute
{
    /// <summary>The name in checkpoints; the parameter's own if null.</summary>
    public string? Name { get; } = name;

    /// <summary>
    /// In a layer, the name of a method <c>Shape Rule(Shape x)</c>, x being the layer's input, or of an <see cref="int"/> property: a vector of
    /// that length. Without one, a <see cref="double"/> is a single number and a <see cref="Tensor"/> has the input's shape.
    /// </summary>
    public string? ShapeRule { get; init; }
}
