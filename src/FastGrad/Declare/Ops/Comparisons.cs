namespace FastGrad;

public static partial class Ops
{
    /// <summary>1 where both are equal and 0 elsewhere, as <see cref="Tensor"/>'s comparisons; NaN equals nothing.</summary>
    public static Tensor Equal(Tensor left, Tensor right) => Tensor.Zip(left, right, "Equal", static (a, b) => Tensor.Truth(a == b));

    /// <inheritdoc cref="Equal(Tensor, Tensor)"/>
    public static Tensor Equal(Tensor left, double right) => left.Map(a => Tensor.Truth(a == right));

    /// <inheritdoc cref="Equal(Tensor, Tensor)"/>
    public static Tensor Equal(double left, Tensor right) => right.Map(b => Tensor.Truth(left == b));

    /// <summary>1 where both differ and 0 elsewhere, as <see cref="Tensor"/>'s comparisons; NaN differs from everything.</summary>
    public static Tensor NotEqual(Tensor left, Tensor right) => Tensor.Zip(left, right, "NotEqual", static (a, b) => Tensor.Truth(a != b));

    /// <inheritdoc cref="NotEqual(Tensor, Tensor)"/>
    public static Tensor NotEqual(Tensor left, double right) => left.Map(a => Tensor.Truth(a != right));

    /// <inheritdoc cref="NotEqual(Tensor, Tensor)"/>
    public static Tensor NotEqual(double left, Tensor right) => right.Map(b => Tensor.Truth(left != b));

    /// <summary>
    /// Where the condition holds an element of <paramref name="whenTrue"/>, elsewhere one of <paramref name="whenFalse"/>; all three are
    /// broadcast together. What is not chosen has no part in the result or its derivative, not even as 0 · ∞.
    /// </summary>
    /// <param name="condition">What a comparison gives, 1 or 0. Of other numbers all but 0 hold, NaN too.</param>
    /// <param name="whenTrue">Chosen where the condition holds.</param>
    /// <param name="whenFalse">Chosen where it is 0.</param>
    /// <exception cref="ArgumentException">The shapes don't fit.</exception>
    public static Tensor Where(Tensor condition, Tensor whenTrue, Tensor whenFalse)
    {
        Broadcast choices = new(whenTrue.Shape, whenFalse.Shape, "Where's choice");
        Broadcast all = new(condition.Shape, choices.Result, "Where");
        double[] result = new double[all.Result.Length];
        for (int index = 0; index < result.Length; index++)
        {
            int choice = all.Right(index);
            result[index] = Tensor.Holds(condition[all.Left(index)]) ? whenTrue[choices.Left(choice)] : whenFalse[choices.Right(choice)];
        }
        return Tensor.Own(result, all.Result);
    }

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, Tensor whenTrue, double whenFalse) => Where(condition, whenTrue, Scalar(whenFalse));

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, double whenTrue, Tensor whenFalse) => Where(condition, Scalar(whenTrue), whenFalse);

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    public static Tensor Where(Tensor condition, double whenTrue, double whenFalse) =>
        Where(condition, Scalar(whenTrue), Scalar(whenFalse));

    private static Tensor Scalar(double value) => Tensor.Own([value], default);
}
