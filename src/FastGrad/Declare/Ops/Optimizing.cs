namespace FastGrad;

public static partial class Ops
{
    /// <summary>Sum of all elements of all parameters, for optimizers that look at the whole model.</summary>
    /// <param name="x">This parameter's part.</param>
    /// <remarks>Eagerly the parameters are the examples of <see cref="Eager.Run"/>; outside of it there is one.</remarks>
    public static double GlobalSum(Tensor x) => BatchSum(Sum(x));

    /// <summary>√Σ x² over all elements of all parameters, as for clipping the gradient as a whole.</summary>
    /// <inheritdoc cref="GlobalSum"/>
    public static double GlobalNorm(Tensor x) => Math.Sqrt(GlobalSum(Square(x)));
}
