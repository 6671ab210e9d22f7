namespace FastGrad;

public static partial class Ops
{
    /// <summary>
    /// In an optimizer's formula: the sum over this tensor's elements and those of the same tensor of every other parameter of the model.
    /// Run as it stands, a formula sees one tensor, and this is its <see cref="Sum(Tensor)"/>.
    /// </summary>
    public static double GlobalSum(Tensor x) => Sum(x);

    /// <summary>
    /// In an optimizer's formula: the Euclidean norm over all parameters of the model, √Σx². Run as it stands, a formula sees one tensor,
    /// and this is its <see cref="Norm(Tensor)"/>.
    /// </summary>
    public static double GlobalNorm(Tensor x) => Norm(x);
}
