namespace FastGrad;

/// <summary>
/// Rows, or where there are more of them columns, of length Gain that stand at right angles to each other: of all such matrices each is as likely.
/// A random normal matrix is split by Householder's reflections into Q and R, and Q's columns take the signs of R's diagonal. Of more than two
/// axes all but the last count as rows. Saxe, McClelland and Ganguli, "Exact Solutions to the Nonlinear Dynamics of Learning in Deep Linear
/// Neural Networks" (2014).
/// </summary>
[ForMatrices]
public sealed class OrthogonalAttribute : ScaledInitializerAttribute
{
    /// <summary>An element of the normal matrix that is made orthogonal.</summary>
    /// <inheritdoc/>
    public override double Sample(ref CounterRandom random, Fans fans) => Deviate.Normal(ref random);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape has fewer than two axes.</exception>
    public override void Fill(Span<double> values, Shape shape, Fans fans, ulong seed, uint stream)
    {
        if (shape.Rank < 2)
            throw new ArgumentException($"[Orthogonal] needs a parameter of at least two axes, but got {shape}.", nameof(shape));
        base.Fill(values, shape, fans, seed, stream);
        int columns = shape[shape.Rank - 1], rows = values.Length / columns;
        // The reflections need at least as many rows as columns.
        double[] tall = rows >= columns ? values.ToArray() : Transposed(values, rows, columns);
        Orthonormal.Columns(tall, Math.Max(rows, columns), Math.Min(rows, columns));
        (rows >= columns ? tall : Transposed(tall, columns, rows)).CopyTo(values);
        double gain = GainFor(fans);
        foreach (ref double value in values)
            value *= gain;
    }

    private static double[] Transposed(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        double[] result = new double[matrix.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                result[column * rows + row] = matrix[row * columns + column];
        return result;
    }
}
