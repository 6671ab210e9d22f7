namespace FastGrad;

/// <summary>The shape of an input of a model's <c>Forward</c>: <c>Tensor Forward([Shape(28, 28, 1)] Tensor image)</c>.</summary>
/// <param name="lengths">Of the axes of one example, the fastest last; at least 1 each and at most four. None is a single number.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute(params int[] lengths) : Attribute
{
    /// <summary>Lengths of the axes, the fastest last.</summary>
    public int[] Lengths { get; } = lengths;
}
