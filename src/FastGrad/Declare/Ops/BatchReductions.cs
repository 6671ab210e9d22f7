namespace FastGrad;

public static partial class Ops
{
    /// <summary>Number of examples in the batch: that of <see cref="Eager.Run"/>, 1 outside of it.</summary>
    public static double BatchSize => Example.Current.Batch;

    /// <summary>Sum over the examples of the batch, element by element: the same for all of them.</summary>
    /// <param name="x">This example's part, of the same shape in all.</param>
    /// <exception cref="InvalidOperationException">The examples don't meet in the same operation with the same shape.</exception>
    public static Tensor BatchSum(Tensor x) => OverBatch(x, "BatchSum", Sum);

    /// <summary>Sum over the examples of the batch.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static double BatchSum(double x) => BatchSum(Scalar(x))[0];

    /// <summary>Mean over the examples of the batch, element by element.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static Tensor BatchMean(Tensor x) => OverBatch(x, "BatchMean", Mean);

    /// <summary>Mean over the examples of the batch.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static double BatchMean(double x) => BatchMean(Scalar(x))[0];

    /// <summary>Largest of the batch's examples, element by element; NaN where any is.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static Tensor BatchMax(Tensor x) => OverBatch(x, "BatchMax", Max);

    /// <summary>Largest of the batch's examples; NaN where any is.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static double BatchMax(double x) => BatchMax(Scalar(x))[0];

    /// <summary>Smallest of the batch's examples, element by element; NaN where any is.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static Tensor BatchMin(Tensor x) => OverBatch(x, "BatchMin", Min);

    /// <summary>Smallest of the batch's examples; NaN where any is.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static double BatchMin(double x) => BatchMin(Scalar(x))[0];

    /// <summary>log Σ eˣ over the examples of the batch, element by element, without overflow.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static Tensor BatchLogSumExp(Tensor x) => OverBatch(x, "BatchLogSumExp", LogSumExp);

    /// <summary>log Σ eˣ over the examples of the batch, without overflow.</summary>
    /// <inheritdoc cref="BatchSum(Tensor)"/>
    public static double BatchLogSumExp(double x) => BatchLogSumExp(Scalar(x))[0];

    /// <summary>Reduces, for each element, the vector of what the examples have there, in their order.</summary>
    private static Tensor OverBatch(Tensor x, string operation, Func<Tensor, double> reduction)
    {
        IReadOnlyList<Tensor> examples = Example.Current.Meet(operation, x);
        double[] result = new double[x.Length];
        for (int index = 0; index < result.Length; index++)
        {
            double[] column = [.. examples.Select(example => example[index])];
            result[index] = reduction(Tensor.Own(column, new Shape(column.Length)));
        }
        return Tensor.Own(result, x.Shape);
    }
}
