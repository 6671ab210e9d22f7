namespace FastGrad;

public static partial class Ops
{
    /// <summary>The same elements in the same order under another shape.</summary>
    /// <exception cref="ArgumentException">The shape holds another number of elements.</exception>
    public static Tensor Reshape(Tensor x, Shape shape) => shape.Length == x.Length
        ? x.As(shape)
        : throw new ArgumentException($"Reshape of {x.Shape} to {shape}: {x.Length} elements don't fill {shape.Length} places.", nameof(shape));

    /// <summary>The same elements in the same order as a vector.</summary>
    public static Tensor Flatten(Tensor x) => x.As(new Shape(x.Length));
}
