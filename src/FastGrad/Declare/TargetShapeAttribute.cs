namespace FastGrad;

/// <summary>
/// Says that the targets of a loss of whole examples have another shape than the output:
/// <c>double Loss(Tensor output, [TargetShape(nameof(Half))] Tensor target)</c>.
/// </summary>
/// <param name="shapeRule">
/// Name of a method <c>Shape Rule(Shape output)</c>, or of an <see cref="int"/> property: a vector of that length.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TargetShapeAttribute(string shapeRule) : Attribute
{
    /// <summary>Name of the method or property that gives the shape.</summary>
    public string ShapeRule { get; } = shapeRule;
}
