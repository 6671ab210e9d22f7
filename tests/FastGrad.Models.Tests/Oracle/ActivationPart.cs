using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Oracle;

/// <param name="Text">The attribute.</param>
/// <param name="Function">The declaration: x and the trained scalar, if there is one.</param>
/// <param name="HasSlope">Whether there is one.</param>
/// <param name="Kink">Where the derivative jumps, if anywhere.</param>
/// <param name="Roundings">
/// Units by which compiled code may miss value or derivative, of the magnitude 1 + |x| + |y|: no intermediate result of these formulas is
/// larger, and the elementary functions are held to 4 units in the last place (8 roundings) elsewhere.
/// </param>
/// <param name="IsRelative">Whether the value's error is even relative to the value: nothing in the formula cancels or drowns.</param>
internal sealed record ActivationPart(
    string Text, Func<double, double, double> Function, bool HasSlope, double? Kink, int Roundings, bool IsRelative = true) : Part(Text)
{
    public static readonly ActivationPart[] All =
    [
        new("Relu", (x, _) => new ReluAttribute().Activate(x), false, 0, 1),
        new("Tanh", (x, _) => new TanhAttribute().Activate(x), false, null, 20),
        new("Sigmoid", (x, _) => new SigmoidAttribute().Activate(x), false, null, 20),
        new("PRelu", (x, slope) => new PReluAttribute().Activate(x, slope), true, 0, 2),
        new("Ramp", (x, _) => new RampAttribute().Activate(x), false, null, 20, IsRelative: false),
        new("Smooth", (x, _) => new SmoothAttribute().Activate(x), false, null, 20, IsRelative: false),
        new("Stairs", (x, _) => new StairsAttribute().Activate(x), false, null, 3 * 20),
        new("Stairs(Terms = 2)", (x, _) => new StairsAttribute { Terms = 2 }.Activate(x), false, null, 2 * 20),
    ];

    public override int Outputs(int inputs) => inputs;

    public override int[] Parameters(int inputs) => HasSlope ? [1] : [];

    public override Tensor Run(Tensor x, double[][] parameters)
    {
        double slope = HasSlope ? parameters[0][0] : 0;
        double[] values = x.Values.ToArray();
        return new Tensor(x.Shape, [.. values.Select(value => Function(value, slope))]);
    }

    public override Flow Forward(Flow x, double[][] parameters, double unit)
    {
        double slope = HasSlope ? parameters[0][0] : 0;
        var result = new Flow(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double at = x.Values[i], value = Function(at, slope);
            result.Add(i, value, Math.Abs(Numeric.First(z => Function(z, slope), at)) * x.Errors[i] + Roundings * unit * (1 + Math.Abs(at) + Math.Abs(value)));
        }
        return result;
    }

    public override Flow Backward(Flow x, double[][] parameters, Flow incoming, Flow[] gradients, int terms, double unit)
    {
        double slope = HasSlope ? parameters[0][0] : 0;
        var result = new Flow(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double at = x.Values[i], dy = incoming.Values[i], error = incoming.Errors[i];
            double first = Numeric.First(z => Function(z, slope), at), second = Numeric.Second(z => Function(z, slope), at);
            double magnitude = 1 + Math.Abs(at) + Math.Abs(first);
            result.Add(i, dy * first, error * Math.Abs(first) + Math.Abs(dy) * (Math.Abs(second) * x.Errors[i] + Roundings * unit * magnitude));
            if (HasSlope)
            {
                double bySlope = Numeric.First(s => Function(at, s), slope), terms2 = (double)terms * x.Length;
                gradients[0].Add(0, dy * bySlope, error * Math.Abs(bySlope) + Math.Abs(dy) * (x.Errors[i] + (Roundings + terms2) * unit * magnitude));
            }
        }
        return result;
    }

    public override double Margin(double[] x) => Kink is double kink ? x.Min(value => Math.Abs(value - kink)) : double.PositiveInfinity;
}
