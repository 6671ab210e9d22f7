namespace FastGrad.Training;

/// <summary>A tensor here and in another library's file.</summary>
/// <param name="Name">Here.</param>
/// <param name="Other">There.</param>
/// <param name="IsTransposed">Whether rows here are columns there.</param>
/// <param name="IsOptional">Whether the model may lack it.</param>
internal sealed record MappedTensor(string Name, string Other, bool IsTransposed, bool IsOptional)
{
    /// <summary>The shape there.</summary>
    public Shape ShapeOf(Shape own) => !IsTransposed ? own
        : own.Rank == 2 ? new(own[1], own[0])
        : throw new ArgumentException($"'{Name}' is mapped as a transposed matrix, but is {own}.", "mapping");

    /// <summary>The place here of an element there.</summary>
    public int PlaceOf(int other, Shape own) => IsTransposed ? other % own[0] * own[1] + other / own[0] : other;
}
