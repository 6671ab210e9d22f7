namespace FastGrad;

/// <summary>
/// The operations that formulas may use on tensors, beside <see cref="Tensor"/>'s operators and, for numbers, <see cref="Math"/>.
/// </summary>
public static partial class Ops
{
    /// <summary>eˣ of each element.</summary>
    public static Tensor Exp(Tensor x) => x.Map(Math.Exp);

    /// <summary>Natural logarithm of each element.</summary>
    public static Tensor Log(Tensor x) => x.Map(Math.Log);

    /// <summary>Square root of each element.</summary>
    public static Tensor Sqrt(Tensor x) => x.Map(Math.Sqrt);

    /// <summary>Magnitude of each element.</summary>
    public static Tensor Abs(Tensor x) => x.Map(Math.Abs);

    /// <summary>Hyperbolic tangent of each element.</summary>
    public static Tensor Tanh(Tensor x) => x.Map(Math.Tanh);

    /// <summary>1 / (1 + e⁻ˣ) of each element.</summary>
    public static Tensor Sigmoid(Tensor x) => x.Map(Sigmoid);

    /// <summary>1 / (1 + e⁻ˣ), to full relative precision for negative x too.</summary>
    public static double Sigmoid(double x)
    {
        // Only ever e to a negative power: for x below −709 the other form would divide 1 by infinity.
        double decay = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
    }

    /// <summary>x² of each element.</summary>
    public static Tensor Square(Tensor x) => x.Map(static value => value * value);

    /// <summary>The larger of each pair; NaN where either is.</summary>
    public static Tensor Max(Tensor left, Tensor right) => Tensor.Zip(left, right, "max", Math.Max);

    /// <summary>The smaller of each pair; NaN where either is.</summary>
    public static Tensor Min(Tensor left, Tensor right) => Tensor.Zip(left, right, "min", Math.Min);
}
