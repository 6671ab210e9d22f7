namespace FastGrad.Training;

/// <summary>A tensor as a file's header has it.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Format">Of its elements: <c>F32</c>.</param>
/// <param name="Axes">Their lengths, the fastest last.</param>
/// <param name="Start">Its first byte among the data.</param>
/// <param name="End">The byte after its last.</param>
internal sealed record TensorEntry(string Name, string Format, long[] Axes, long Start, long End)
{
    /// <summary>The lengths with × between them, as <see cref="Shape"/> writes them.</summary>
    public string ShapeText => Axes.Length == 0 ? "scalar" : string.Join("×", Axes);

    public bool Has(Shape shape)
    {
        if (Axes.Length != shape.Rank)
            return false;
        for (int axis = 0; axis < Axes.Length; axis++)
            if (Axes[axis] != shape[axis])
                return false;
        return true;
    }

    public static long[] AxesOf(Shape shape)
    {
        long[] axes = new long[shape.Rank];
        for (int axis = 0; axis < axes.Length; axis++)
            axes[axis] = shape[axis];
        return axes;
    }
}
