namespace FastGrad;

/// <summary>
/// How two shapes meet element by element: axes are matched from the last on, and an axis that one operand lacks, or has with length 1,
/// is repeated (the rule of NumPy, Harris et al. 2020).
/// </summary>
internal readonly struct Broadcast
{
    private readonly Shape _left;
    private readonly Shape _right;

    public Broadcast(Shape left, Shape right, string operation)
    {
        _left = left;
        _right = right;
        int rank = Math.Max(left.Rank, right.Rank);
        Span<int> lengths = stackalloc int[rank];
        for (int fromLast = 1; fromLast <= rank; fromLast++)
        {
            int a = FromLast(left, fromLast), b = FromLast(right, fromLast);
            if (a != b && a != 1 && b != 1)
            {
                string both = char.IsLetter(operation[0]) ? $"{operation} of {left} and {right}" : $"{left} {operation} {right}";
                throw new ArgumentException(
                    $"{both}: the shapes don't fit, axis {rank - fromLast} is {a} on the left and {b} on the right.");
            }
            lengths[rank - fromLast] = Math.Max(a, b);
        }
        Result = new Shape(lengths);
    }

    public Shape Result { get; }

    /// <summary>Index into the left operand of an element of the result.</summary>
    public int Left(int index) => Source(_left, index);

    /// <summary>Index into the right operand of an element of the result.</summary>
    public int Right(int index) => Source(_right, index);

    private int Source(Shape operand, int index)
    {
        int source = 0, stride = 1;
        for (int fromLast = 1; fromLast <= operand.Rank; fromLast++)
        {
            int place = index % FromLast(Result, fromLast), length = FromLast(operand, fromLast);
            source += (length == 1 ? 0 : place) * stride;
            stride *= length;
            index /= FromLast(Result, fromLast);
        }
        return source;
    }

    private static int FromLast(Shape shape, int axis) => axis <= shape.Rank ? shape[shape.Rank - axis] : 1;
}
