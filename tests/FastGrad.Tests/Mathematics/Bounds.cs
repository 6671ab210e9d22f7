namespace FastGrad.Tests.Mathematics;

/// <summary>How far each function is off at most, in units of the last place: what <see cref="Kernels.IVector{V, T}"/> says of it.</summary>
internal static class Bounds
{
    private static readonly Dictionary<string, double> _bounds = new()
    {
        ["exp"] = 1.5,
        ["expm1"] = 2,
        ["log"] = 1,
        ["log1p"] = 1.5,
        ["tanh"] = 2.5,
        ["sigmoid"] = 2.5,
        ["softplus"] = 2,
        ["erf"] = 1.5,
        ["sin"] = 1,
        ["cos"] = 1,
        ["pow"] = 1.5,
    };

    public static TheoryData<string> Names => [.. _bounds.Keys];

    /// <summary>Those of one number.</summary>
    public static TheoryData<string> Unary => [.. _bounds.Keys.Where(name => name != "pow")];

    public static double Of(string name) => _bounds[name];
}
