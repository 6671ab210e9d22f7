namespace FastGrad;

/// <summary>
/// Marks a layer formula's <c>ref Tensor</c> or <c>ref double</c> as kept between calls and not learned, such as a running mean: one for the
/// whole batch. What the formula leaves there is kept by training passes (a trainer's Forward and Step) only; predicting and evaluating
/// read it. An <see cref="InitializerAttribute"/> beside it says what it starts as.
/// </summary>
/// <remarks>Its new value has to be the same for all examples: it comes from reductions over the batch, from parameters or from itself.</remarks>
/// <param name="shapeRule">
/// Name of a method <c>Shape Rule(Shape x)</c>, x being the layer's input, or of an <see cref="int"/> property: a vector of that length.
/// Without one, a <see cref="double"/> is a single number and a <see cref="Tensor"/> has the input's shape.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BufferAttribute(string? shapeRule = null) : Attribute
{
    /// <summary>Name of the method or property that gives the shape, if any.</summary>
    public string? ShapeRule { get; } = shapeRule;
}
