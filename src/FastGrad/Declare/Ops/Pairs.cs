namespace FastGrad;

public static partial class Ops
{
    /// <summary>The larger of each pair; NaN where either is. Where both are equal each takes half of the derivative.</summary>
    public static Tensor Maximum(Tensor left, Tensor right) => Tensor.Zip(left, right, "Maximum", Math.Max);

    /// <inheritdoc cref="Maximum(Tensor, Tensor)"/>
    public static Tensor Maximum(Tensor left, double right) => left.Map(a => Math.Max(a, right));

    /// <inheritdoc cref="Maximum(Tensor, Tensor)"/>
    public static Tensor Maximum(double left, Tensor right) => right.Map(b => Math.Max(left, b));

    /// <summary>The smaller of each pair; NaN where either is. Where both are equal each takes half of the derivative.</summary>
    public static Tensor Minimum(Tensor left, Tensor right) => Tensor.Zip(left, right, "Minimum", Math.Min);

    /// <inheritdoc cref="Minimum(Tensor, Tensor)"/>
    public static Tensor Minimum(Tensor left, double right) => left.Map(a => Math.Min(a, right));

    /// <inheritdoc cref="Minimum(Tensor, Tensor)"/>
    public static Tensor Minimum(double left, Tensor right) => right.Map(b => Math.Min(left, b));

    /// <summary>Each element to a power; NaN for a negative one to a power that is not whole.</summary>
    public static Tensor Pow(Tensor x, double power) => x.Map(value => Math.Pow(value, power));

    /// <summary>Each element of the first to the power that stands in the second.</summary>
    public static Tensor Pow(Tensor x, Tensor power) => Tensor.Zip(x, power, "Pow", Math.Pow);
}
