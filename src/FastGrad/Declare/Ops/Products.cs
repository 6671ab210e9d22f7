namespace FastGrad;

public static partial class Ops
{
    /// <summary>
    /// The product of two matrices, or of a matrix and a vector: [M, K]·[K, N] gives [M, N], a vector [K] on the left stands for one row and
    /// one on the right for one column, which the result then lacks. Two vectors give a scalar.
    /// </summary>
    /// <exception cref="ArgumentException">One has more than two axes or none, or the lengths that meet differ.</exception>
    public static Tensor MatMul(Tensor left, Tensor right)
    {
        if (left.Shape.Rank is < 1 or > 2 || right.Shape.Rank is < 1 or > 2)
        {
            throw new ArgumentException(
                $"MatMul of {left.Shape} and {right.Shape}: vectors and matrices are needed, of one or two axes.");
        }
        bool isRow = left.Shape.Rank == 1, isColumn = right.Shape.Rank == 1;
        int rows = isRow ? 1 : left.Shape[0], inner = left.Shape[left.Shape.Rank - 1], columns = isColumn ? 1 : right.Shape[1];
        if (right.Shape[0] != inner)
        {
            throw new ArgumentException(
                $"MatMul of {left.Shape} and {right.Shape}: the last axis on the left is {inner}, the first on the right is {right.Shape[0]}.");
        }
        double[] result = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                for (int k = 0; k < inner; k++)
                    result[row * columns + column] += left[row * inner + k] * right[k * columns + column];
            }
        }
        return Tensor.Own(result, (isRow, isColumn) switch
        {
            (true, true) => default,
            (true, false) => new Shape(columns),
            (false, true) => new Shape(rows),
            (false, false) => new Shape(rows, columns),
        });
    }

    /// <summary>Σ aᵢ·bᵢ of two vectors.</summary>
    /// <exception cref="ArgumentException">They are not two vectors of one length.</exception>
    public static double Dot(Tensor left, Tensor right) => left.Shape.Rank == 1 && left.Shape == right.Shape
        ? Sum(left * right)
        : throw new ArgumentException($"Dot of {left.Shape} and {right.Shape}: two vectors of one length are needed.");
}
