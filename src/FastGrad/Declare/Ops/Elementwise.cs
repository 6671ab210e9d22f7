namespace FastGrad;

/// <summary>
/// The operations that formulas may use on tensors, beside <see cref="Tensor"/>'s operators and, for numbers, <see cref="Math"/>.
/// They speak of one example. Operands of two shapes meet as in NumPy: axes are matched from the last on, and one that is missing or has
/// length 1 is repeated. An axis is counted from 0 or, negative, from the last: −1 is the fastest.
/// </summary>
public static partial class Ops
{
    /// <summary>eˣ of each element.</summary>
    public static Tensor Exp(Tensor x) => x.Map(Math.Exp);

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Math.Exp(x);

    /// <summary>eˣ − 1 of each element, precise for small x too.</summary>
    public static Tensor Expm1(Tensor x) => x.Map(MoreMath.Expm1);

    /// <summary>eˣ − 1, precise for small x too.</summary>
    public static double Expm1(double x) => MoreMath.Expm1(x);

    /// <summary>Natural logarithm of each element: −∞ at 0 and NaN below.</summary>
    public static Tensor Log(Tensor x) => x.Map(Math.Log);

    /// <summary>Natural logarithm: −∞ at 0 and NaN below.</summary>
    public static double Log(double x) => Math.Log(x);

    /// <summary>log(1 + x) of each element, precise for small x too: −∞ at −1 and NaN below.</summary>
    public static Tensor Log1p(Tensor x) => x.Map(MoreMath.Log1p);

    /// <summary>log(1 + x), precise for small x too: −∞ at −1 and NaN below.</summary>
    public static double Log1p(double x) => MoreMath.Log1p(x);

    /// <summary>Square root of each element, NaN below 0.</summary>
    public static Tensor Sqrt(Tensor x) => x.Map(Math.Sqrt);

    /// <summary>Square root, NaN below 0.</summary>
    public static double Sqrt(double x) => Math.Sqrt(x);

    /// <summary>Magnitude of each element. Its derivative at 0 is 0.</summary>
    public static Tensor Abs(Tensor x) => x.Map(Math.Abs);

    /// <summary>Magnitude. Its derivative at 0 is 0.</summary>
    public static double Abs(double x) => Math.Abs(x);

    /// <summary>Hyperbolic tangent of each element.</summary>
    public static Tensor Tanh(Tensor x) => x.Map(Math.Tanh);

    /// <summary>Hyperbolic tangent.</summary>
    public static double Tanh(double x) => Math.Tanh(x);

    /// <summary>1 / (1 + e⁻ˣ) of each element.</summary>
    public static Tensor Sigmoid(Tensor x) => x.Map(Sigmoid);

    /// <summary>1 / (1 + e⁻ˣ), to full relative precision for negative x too.</summary>
    public static double Sigmoid(double x)
    {
        // Only ever e to a negative power: for x below −709 the other form would divide 1 by infinity.
        double decay = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
    }

    /// <summary>log(1 + eˣ) of each element: max(x, 0) without its corner.</summary>
    public static Tensor Softplus(Tensor x) => x.Map(MoreMath.Softplus);

    /// <summary>log(1 + eˣ): max(x, 0) without its corner.</summary>
    public static double Softplus(double x) => MoreMath.Softplus(x);

    /// <summary>The error function of each element: 2/√π times the integral of e^(−t²) from 0 to x.</summary>
    public static Tensor Erf(Tensor x) => x.Map(MoreMath.Erf);

    /// <summary>The error function: 2/√π times the integral of e^(−t²) from 0 to x.</summary>
    public static double Erf(double x) => MoreMath.Erf(x);

    /// <summary>Sine of each element, in radians.</summary>
    public static Tensor Sin(Tensor x) => x.Map(Math.Sin);

    /// <summary>Sine, in radians.</summary>
    public static double Sin(double x) => Math.Sin(x);

    /// <summary>Cosine of each element, in radians.</summary>
    public static Tensor Cos(Tensor x) => x.Map(Math.Cos);

    /// <summary>Cosine, in radians.</summary>
    public static double Cos(double x) => Math.Cos(x);

    /// <summary>The largest whole number not above each element. Its derivative is 0.</summary>
    public static Tensor Floor(Tensor x) => x.Map(Math.Floor);

    /// <summary>The largest whole number not above x. Its derivative is 0.</summary>
    public static double Floor(double x) => Math.Floor(x);

    /// <summary>x² of each element.</summary>
    public static Tensor Square(Tensor x) => x.Map(Square);

    /// <summary>x².</summary>
    public static double Square(double x) => x * x;

    /// <summary>Each element held in [<paramref name="min"/>, <paramref name="max"/>]; NaN stays.</summary>
    /// <remarks>The derivative is 1 within and at both bounds, 0 outside.</remarks>
    /// <exception cref="ArgumentException"><paramref name="min"/> is above <paramref name="max"/>.</exception>
    public static Tensor Clamp(Tensor x, double min, double max) => x.Map(value => Math.Clamp(value, min, max));

    /// <summary>x held in [<paramref name="min"/>, <paramref name="max"/>]; NaN stays.</summary>
    /// <inheritdoc cref="Clamp(Tensor, double, double)"/>
    public static double Clamp(double x, double min, double max) => Math.Clamp(x, min, max);

    /// <summary>The value as it is, without its derivative: what comes before it learns nothing through here.</summary>
    public static Tensor StopGradient(Tensor x) => x;

    /// <inheritdoc cref="StopGradient(Tensor)"/>
    public static double StopGradient(double x) => x;
}
