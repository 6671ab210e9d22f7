namespace FastGrad.Tests.Mathematics;

/// <summary>The functions in double, by code that shares nothing with the vectors': exact, as far as a float can tell.</summary>
internal static class References
{
    public static double Apply(string name, double x, double y) => name switch
    {
        "exp" => Math.Exp(x),
        "expm1" => Ops.Expm1(x),
        "log" => Math.Log(x),
        "log1p" => Ops.Log1p(x),
        "tanh" => Math.Tanh(x),
        "sigmoid" => Ops.Sigmoid(x),
        "softplus" => Ops.Softplus(x),
        "erf" => Ops.Erf(x),
        "sin" => Math.Sin(x),
        "cos" => Math.Cos(x),
        "pow" => Math.Pow(x, y),
        _ => throw new ArgumentException(name),
    };
}
