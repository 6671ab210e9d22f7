namespace FastGrad;

/// <summary>
/// QR decomposition by reflections, of which only Q is kept. Householder, "Unitary Triangularization of a Nonsymmetric Matrix" (1958).
/// </summary>
internal static class Orthonormal
{
    /// <summary>
    /// Replaces a matrix by the Q of its QR decomposition whose R has no negative number on its diagonal. That one is unique, so that random
    /// normal matrices give all orthogonal ones evenly: Mezzadri, "How to Generate Random Matrices from the Classical Compact Groups" (2007).
    /// </summary>
    /// <param name="matrix">Row by row.</param>
    /// <param name="rows">At least as many as columns.</param>
    /// <param name="columns">How many.</param>
    public static void Columns(Span<double> matrix, int rows, int columns)
    {
        // Column by column, so that all loops run along memory.
        double[] reflectors = new double[matrix.Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                reflectors[column * rows + row] = matrix[row * columns + column];
        double[] scales = new double[columns], signs = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            Span<double> vector = reflectors.AsSpan(column * rows + column, rows - column);
            (scales[column], signs[column]) = Reflector(vector);
            for (int later = column + 1; later < columns; later++)
                Reflect(vector, scales[column], reflectors.AsSpan(later * rows + column, rows - column));
        }
        double[] q = new double[rows];
        for (int column = 0; column < columns; column++)
        {
            // Q's column is its unit vector, reflected in turn from the last reflection to the first.
            q.AsSpan().Clear();
            q[column] = signs[column];
            for (int earlier = column; earlier >= 0; earlier--)
                Reflect(reflectors.AsSpan(earlier * rows + earlier, rows - earlier), scales[earlier], q.AsSpan(earlier));
            for (int row = 0; row < rows; row++)
                matrix[row * columns + column] = q[row];
        }
    }

    /// <summary>Turns a vector x into the v for which (1 − scale·v·vᵀ)·x has only its first element, and says that element's sign.</summary>
    private static (double Scale, double Sign) Reflector(Span<double> x)
    {
        double length = Math.Sqrt(Dot(x, x));
        if (length == 0)
            return (0, 1);
        // Away from the first element, so that nothing cancels; the reflection then leaves its opposite.
        double sign = x[0] >= 0 ? -1 : 1;
        x[0] -= sign * length;
        return (2 / Dot(x, x), sign);
    }

    private static void Reflect(ReadOnlySpan<double> vector, double scale, Span<double> target)
    {
        double share = scale * Dot(vector, target);
        for (int i = 0; i < vector.Length; i++)
            target[i] -= share * vector[i];
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
