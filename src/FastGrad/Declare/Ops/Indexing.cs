namespace FastGrad;

public static partial class Ops
{
    /// <summary>Rows of a table, along its first axis.</summary>
    /// <param name="table">Of at least one axis.</param>
    /// <param name="indices">
    /// Which rows, in any shape: whole numbers from 0 to the number of rows less 1, such as an input or a constant that holds them, or
    /// <see cref="ArgMax(Tensor)"/>.
    /// </param>
    /// <returns>The indices' axes and then the table's but for the first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row's.</exception>
    public static Tensor Gather(Tensor table, Tensor indices)
    {
        if (table.Shape.Rank == 0)
            throw new ArgumentException($"Gather from {table.Shape} by {indices.Shape}: a scalar has no rows.", nameof(table));
        Shape shape = Joined("Gather", indices.Shape, table.Shape, 1);
        int rows = table.Shape[0], width = table.Length / rows;
        double[] result = new double[shape.Length];
        for (int place = 0; place < indices.Length; place++)
        {
            int row = Row(indices, place, rows, $"Gather from {table.Shape} by {indices.Shape}");
            for (int column = 0; column < width; column++)
                result[place * width + column] = table[row * width + column];
        }
        return Tensor.Own(result, shape);
    }

    /// <summary>One row of a table: what stands at a place of its first axis.</summary>
    /// <inheritdoc cref="Gather(Tensor, Tensor)"/>
    public static Tensor Gather(Tensor table, double index) => Gather(table, Scalar(index));

    /// <summary>Rows of a table: <see cref="Gather(Tensor, Tensor)"/> under the name it has for words and other symbols.</summary>
    /// <inheritdoc cref="Gather(Tensor, Tensor)"/>
    public static Tensor Embedding(Tensor table, Tensor indices) => Gather(table, indices);

    /// <summary>
    /// The counterpart of <see cref="Gather(Tensor, Tensor)"/>: rows of zeros, to which each row of the values is added at its index. Where
    /// an index is repeated, its rows add up.
    /// </summary>
    /// <param name="values">The indices' axes and then a row's.</param>
    /// <param name="indices">To which rows: whole numbers from 0 to <paramref name="count"/> − 1.</param>
    /// <param name="count">Number of rows of the result; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is not a row's.</exception>
    /// <exception cref="ArgumentException">The values' shape does not begin with the indices'.</exception>
    public static Tensor Scatter(Tensor values, Tensor indices, int count)
    {
        int leading = indices.Shape.Rank;
        for (int axis = 0; axis < leading; axis++)
        {
            if (axis >= values.Shape.Rank || values.Shape[axis] != indices.Shape[axis])
            {
                throw new ArgumentException(
                    $"Scatter of {values.Shape} by {indices.Shape}: the values' axes have to begin with the indices'.", nameof(values));
            }
        }
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Scatter of {values.Shape} to {count} rows: at least 1 is needed.");
        Shape shape = Joined("Scatter", new Shape(count), values.Shape, leading);
        int width = values.Length / indices.Length;
        double[] result = new double[shape.Length];
        for (int place = 0; place < indices.Length; place++)
        {
            int row = Row(indices, place, count, $"Scatter of {values.Shape} by {indices.Shape} to {count} rows");
            for (int column = 0; column < width; column++)
                result[row * width + column] += values[place * width + column];
        }
        return Tensor.Own(result, shape);
    }

    private static int Row(Tensor indices, int place, int rows, string operation)
    {
        double index = indices[place];
        return index >= 0 && index < rows && index == Math.Floor(index)
            ? (int)index
            : throw new ArgumentOutOfRangeException(
                nameof(indices), index, FormattableString.Invariant($"{operation}: index {place} is {index}, not a whole number from 0 to {rows - 1}."));
    }

    /// <summary>One shape's axes and then another's from one on.</summary>
    private static Shape Joined(string operation, Shape first, Shape second, int from)
    {
        int rank = first.Rank + second.Rank - from;
        if (rank > Shape.MaximumRank)
        {
            throw new ArgumentException(
                $"{operation} of {second} by {first}: the result would have {rank} axes, and a tensor has at most {Shape.MaximumRank}.");
        }
        Span<int> lengths = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++)
            lengths[axis] = axis < first.Rank ? first[axis] : second[axis - first.Rank + from];
        return new Shape(lengths);
    }
}
