namespace FastGrad;

/// <summary>
/// A learned vector for each of a number of symbols: indices in any shape become that shape of vectors. The input holds whole numbers,
/// <c>[Input(16), Indices(5000)]</c>. Bengio et al., "A Neural Probabilistic Language Model" (2003).
/// </summary>
/// <param name="count">Number of symbols; at least 1.</param>
/// <param name="width">Length of a vector; at least 1.</param>
public sealed partial class EmbeddingAttribute(int count, int width) : LayerAttribute
{
    /// <summary>Number of symbols: indices are from 0 to this less 1; at least 1.</summary>
    [AtLeast(1)]
    public int Count { get; } = count;

    /// <summary>Length of a vector; at least 1.</summary>
    [AtLeast(1)]
    public int Width { get; } = width;

    /// <summary>The table's rows at the indices.</summary>
    [Formula]
    public Tensor Forward(Tensor indices, [Parameter(nameof(TableShape)), Normal] Tensor table) => Ops.Gather(table, indices);

    private Shape TableShape(Shape indices) => new(Count, Width);
}
