namespace FastGrad.Compiler.Ir;

/// <summary>Dimensions of one example's value; none for a scalar.</summary>
public readonly record struct Shape(EquatableArray<int> Dimensions)
{
    public static Shape Scalar => default;

    public static Shape Of(params IEnumerable<int> dimensions) => new(dimensions.ToEquatableArray());

    public int Rank => Dimensions.Count;

    public bool IsScalar => Rank == 0;

    public int Length => Dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));

    /// <summary><c>28×28×1</c>, or <c>scalar</c>.</summary>
    public override string ToString() => IsScalar ? "scalar" : string.Join("×", Dimensions);
}
