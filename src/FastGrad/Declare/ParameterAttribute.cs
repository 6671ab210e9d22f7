namespace FastGrad;

/// <summary>Marks a formula's parameter as learned. An <see cref="InitializerAttribute"/> beside it says what it starts as.</summary>
/// <param name="shapeRule">
/// Name of a method <c>Shape Rule(Shape x)</c>, x being the layer's input, or of an <see cref="int"/> property: a vector of that length.
/// Without one, a <see cref="double"/> is a single number for all elements and a <see cref="Tensor"/> has the input's shape.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParameterAttribute(string? shapeRule = null) : Attribute
{
    /// <summary>Name of the method or property that gives the shape, if any.</summary>
    public string? ShapeRule { get; } = shapeRule;
}
