namespace FastGrad;

/// <summary>
/// The input holds whole numbers that choose, such as words of a vocabulary: the model takes it as <see cref="int"/>, and
/// <see cref="Ops.Gather(Tensor, Tensor)"/> or an embedding uses it. It stands beside the input's shape:
/// <c>[Shape(16), Indices(5000)] Tensor tokens</c> on a parameter of <c>Forward</c>, <c>[Input(16), Indices(5000)]</c> on a pipeline.
/// </summary>
/// <param name="count">The numbers are from 0 to this less 1, which is checked when they come in; at least 1.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class, Inherited = false)]
public sealed class IndicesAttribute(int count) : Attribute
{
    /// <summary>The numbers are from 0 to this less 1.</summary>
    public int Count { get; } = count;
}
