namespace FastGrad.Compiler.Ir;

/// <summary>Reductions along axes in terms of <see cref="Reduce"/>, which knows the first axis and the last.</summary>
public static class AxisReduction
{
    /// <summary>Along one axis, which the result lacks.</summary>
    public static Node Along(Func<Primitive, Node, Node> add, ReduceKind kind, Node operand, int axis)
    {
        IReadOnlyList<int> dimensions = operand.Shape.Dimensions;
        Shape result = Shape.Of(dimensions.Where((_, own) => own != axis));
        int after = dimensions.Skip(axis + 1).Aggregate(1, (product, length) => product * length);
        int before = dimensions.Take(axis).Aggregate(1, (product, length) => product * length);
        if (dimensions[axis] == 1)
            return add(new View(result), operand);
        if (after == 1)
            return add(new Reduce(kind, result), operand);
        if (before == 1)
            return add(new Reduce(kind, result, Leading: true), operand);
        // In between: made the last one first.
        IEnumerable<int> last = [.. Enumerable.Range(0, dimensions.Count).Where(own => own != axis), axis];
        return add(new Reduce(kind, result), add(new Transpose(last.ToEquatableArray()), operand));
    }

    /// <summary>The inverse of stretching: summed along the axes that a smaller shape lacks or has one element of.</summary>
    public static Node SumTo(Func<Primitive, Node, Node> add, Node operand, Shape target)
    {
        if (operand.Shape == target)
            return operand;
        if (target.Length == 1)
        {
            Node sum = operand.Shape.Length == 1 ? operand : add(new Reduce(ReduceKind.Sum), operand);
            return sum.Shape == target ? sum : add(new View(target), sum);
        }
        Shape whole = operand.Shape;
        switch (Fitting.Of(target, whole))
        {
            case Fit.Rows:
                return add(new Reduce(ReduceKind.Sum, target), operand);
            case Fit.Columns:
                return add(new Reduce(ReduceKind.Sum, target, Leading: true), operand);
        }
        int missing = whole.Rank - target.Rank;
        for (int axis = whole.Rank - 1; axis >= 0; axis--)
        {
            if (axis < missing || (target.Dimensions[axis - missing] == 1 && whole.Dimensions[axis] > 1))
                operand = Along(add, ReduceKind.Sum, operand, axis);
        }
        return operand.Shape == target ? operand : add(new View(target), operand);
    }
}
