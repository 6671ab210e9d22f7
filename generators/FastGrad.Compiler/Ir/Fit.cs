namespace FastGrad.Compiler.Ir;

/// <summary>How an operand of a map is stretched to the map's shape.</summary>
public enum Fit
{
    /// <summary>Element for element.</summary>
    Same,

    /// <summary>One number for all elements.</summary>
    Scalar,

    /// <summary>One number per row: its axes are the leading ones, the trailing ones are stretched. <c>12×1</c> in <c>12×64</c>.</summary>
    Rows,

    /// <summary>One row for all rows: its axes are the trailing ones. <c>64</c> in <c>12×64</c>.</summary>
    Columns,

    /// <summary>Otherwise, as <c>3×1×5</c> in <c>3×4×5</c>: the tracer makes a <see cref="Broadcast"/> of it first.</summary>
    Other,
}

/// <summary>NumPy's rule for shapes that meet: matched from the last axis on, an axis of one element or none is stretched.</summary>
public static class Fitting
{
    public static Fit Of(Shape operand, Shape whole)
    {
        if (operand == whole)
            return Fit.Same;
        if (operand.Rank > whole.Rank)
            return Fit.Other;
        if (operand.Length == 1)
            return Fit.Scalar;
        if (operand.Length == whole.Length)
            return Padded(operand, whole).SequenceEqual(whole.Dimensions) ? Fit.Same : Fit.Other;
        int[] own = Padded(operand, whole);
        // Axes of one element in both are neither kept nor stretched.
        List<bool> kept = [.. Enumerable.Range(0, whole.Rank).Where(axis => whole.Dimensions[axis] > 1).Select(axis => own[axis] == whole.Dimensions[axis])];
        int changes = Enumerable.Range(1, kept.Count - 1).Count(i => kept[i] != kept[i - 1]);
        return changes != 1 || !Stretches(operand, whole) ? Fit.Other : kept[0] ? Fit.Rows : Fit.Columns;
    }

    /// <summary>Whether the operand can be stretched to the whole at all.</summary>
    public static bool Stretches(Shape operand, Shape whole) => operand.Rank <= whole.Rank
        && Padded(operand, whole).Zip(whole.Dimensions, (own, other) => own == other || own == 1).All(fits => fits);

    /// <summary>The shape that both are stretched to; null where an axis differs.</summary>
    public static Shape? Join(Shape left, Shape right)
    {
        int rank = Math.Max(left.Rank, right.Rank);
        int[] dimensions = new int[rank];
        for (int i = 1; i <= rank; i++)
        {
            int a = i <= left.Rank ? left.Dimensions[left.Rank - i] : 1, b = i <= right.Rank ? right.Dimensions[right.Rank - i] : 1;
            if (a != b && a != 1 && b != 1)
                return null;
            dimensions[rank - i] = a == 1 ? b : a;
        }
        return Shape.Of(dimensions);
    }

    private static int[] Padded(Shape operand, Shape whole) =>
        [.. Enumerable.Repeat(1, whole.Rank - operand.Rank), .. operand.Dimensions];
}
