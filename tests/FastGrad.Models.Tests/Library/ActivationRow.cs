namespace FastGrad.Models.Tests.Library;

/// <summary>One activation of the library: a row for each of its forms, by which every test here finds it.</summary>
/// <param name="Text">The attribute; forms.py has a row of the same text.</param>
/// <param name="Declared">The declaration.</param>
/// <param name="Absolute">
/// Units of 2⁻⁵³ · (1 + |x|) by which value or derivative may be off beside the relative bound, where the formula says why it keeps no more digits.
/// </param>
internal sealed record ActivationRow(string Text, Func<double, double> Declared, double Absolute = 0)
{
    public static readonly ActivationRow[] All =
    [
        new("Relu", new ReluAttribute().Activate),
        new("LeakyRelu", new LeakyReluAttribute().Activate),
        new("LeakyRelu(Slope = 0.25)", new LeakyReluAttribute { Slope = 0.25 }.Activate),
        new("PRelu", x => new PReluAttribute().Activate(x, 0.25)),
        new("Relu6", new Relu6Attribute().Activate),
        new("Elu", new EluAttribute().Activate),
        new("Elu(Alpha = 0.5)", new EluAttribute { Alpha = 0.5 }.Activate),
        new("Celu", new CeluAttribute().Activate),
        new("Celu(Alpha = 2)", new CeluAttribute { Alpha = 2 }.Activate),
        new("Selu", new SeluAttribute().Activate),
        // 1 + erf, of which little is left for negative x.
        new("Gelu", new GeluAttribute().Activate, Absolute: 4),
        new("Gelu(Approximate = GeluApproximation.Tanh)", new GeluAttribute { Approximate = GeluApproximation.Tanh }.Activate),
        new("Silu", new SiluAttribute().Activate),
        new("Mish", new MishAttribute().Activate),
        new("Softplus", new SoftplusAttribute().Activate),
        new("Softplus(Beta = 4)", new SoftplusAttribute { Beta = 4 }.Activate),
        new("Softplus(Beta = 0.5, Threshold = 3)", new SoftplusAttribute { Beta = 0.5, Threshold = 3 }.Activate),
        new("Softsign", new SoftsignAttribute().Activate),
        // Their derivatives are made of the value, so that x need not be kept: y · (1 − y) and 1 − y².
        new("Sigmoid", new SigmoidAttribute().Activate, Absolute: 4),
        new("Tanh", new TanhAttribute().Activate, Absolute: 8),
        new("HardSigmoid", new HardSigmoidAttribute().Activate),
        new("HardSwish", new HardSwishAttribute().Activate),
        new("HardTanh", new HardTanhAttribute().Activate),
        new("HardTanh(Minimum = -0.5, Maximum = 3)", new HardTanhAttribute { Minimum = -0.5, Maximum = 3 }.Activate),
    ];

    public static ActivationRow Of(string text) => All.Single(row => row.Text == text);
}
