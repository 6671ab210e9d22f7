namespace FastGrad;

/// <summary>
/// One axis of a shape: the elements seen as outer × <see cref="Length"/> × inner, and the lines of elements along it.
/// </summary>
internal readonly struct Axis
{
    private readonly Shape _shape;

    /// <param name="shape">Of the tensor.</param>
    /// <param name="axis">From 0, or negative from the last.</param>
    /// <param name="operation">Whose axis it is, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Axis(Shape shape, int axis, string operation)
    {
        _shape = shape;
        Index = Resolve(shape, shape.Rank, axis, operation);
        Length = shape[Index];
        Inner = 1;
        for (int later = Index + 1; later < shape.Rank; later++)
            Inner *= shape[later];
        Outer = shape.Length / (Length * Inner);
    }

    /// <summary>Its place, counted from 0.</summary>
    public int Index { get; }

    /// <summary>Its number of elements.</summary>
    public int Length { get; }

    /// <summary>Number of elements from one along the axis to the next.</summary>
    public int Inner { get; }

    /// <summary>Number of combinations of the axes before.</summary>
    public int Outer { get; }

    /// <summary>The place of an axis among <paramref name="rank"/>, counted from 0.</summary>
    public static int Resolve(Shape shape, int rank, int axis, string operation)
    {
        if (rank == 0)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{operation} of {shape} along axis {axis}: a scalar has no axes.");
        return axis >= -rank && axis < rank
            ? axis < 0 ? axis + rank : axis
            : throw new ArgumentOutOfRangeException(
                nameof(axis), axis, $"{operation} of {shape} along axis {axis}: the axes are 0 to {rank - 1}, or −1 to −{rank} from the last.");
    }

    /// <summary>Index of an element.</summary>
    public int At(int outer, int place, int inner) => (outer * Length + place) * Inner + inner;

    /// <summary>The shape with another length along the axis.</summary>
    public Shape With(int length)
    {
        Span<int> lengths = stackalloc int[Shape.MaximumRank];
        for (int axis = 0; axis < _shape.Rank; axis++)
            lengths[axis] = axis == Index ? length : _shape[axis];
        return new Shape(lengths[.._shape.Rank]);
    }

    /// <summary>The shape without the axis.</summary>
    public Shape Without()
    {
        Span<int> lengths = stackalloc int[Shape.MaximumRank];
        int rank = 0;
        for (int axis = 0; axis < _shape.Rank; axis++)
        {
            if (axis != Index)
                lengths[rank++] = _shape[axis];
        }
        return new Shape(lengths[..rank]);
    }

    /// <summary>The elements along the axis at one place of the others.</summary>
    public Tensor Line(Tensor x, int outer, int inner)
    {
        double[] line = new double[Length];
        for (int place = 0; place < Length; place++)
            line[place] = x[At(outer, place, inner)];
        return Tensor.Own(line, new Shape(Length));
    }
}
