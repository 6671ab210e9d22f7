using FastGrad.Models.Tests.Formulas;

namespace FastGrad.Models.Tests.Oracle;

internal sealed record AffinePart() : Part("Affine")
{
    private readonly AffineAttribute _declared = new();

    public override int Outputs(int inputs) => inputs;

    public override int[] Parameters(int inputs) => [inputs, inputs];

    public override Tensor Run(Tensor x, double[][] parameters) => _declared.Forward(x, new Tensor(parameters[0]), new Tensor(parameters[1]));

    public override Flow Forward(Flow x, double[][] parameters, double unit)
    {
        double[] values = Run(new Tensor(x.Values), parameters).Values.ToArray();
        double[] errors = [.. values.Select((_, i) => Math.Abs(parameters[0][i]) * x.Errors[i]
            + 2 * unit * (Math.Abs(parameters[0][i] * x.Values[i]) + Math.Abs(parameters[1][i])))];
        return new Flow(values, errors);
    }

    public override Flow Backward(Flow x, double[][] parameters, Flow incoming, Flow[] gradients, int terms, double unit)
    {
        var result = new Flow(x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            double dy = incoming.Values[i], error = incoming.Errors[i], scale = parameters[0][i];
            result.Add(i, dy * scale, error * Math.Abs(scale) + unit * Math.Abs(dy * scale));
            gradients[0].Add(
                i, x.Values[i] * dy, Math.Abs(x.Values[i]) * error + x.Errors[i] * Math.Abs(dy) + (terms + 1) * unit * Math.Abs(x.Values[i] * dy));
            gradients[1].Add(i, dy, error + (terms + 1) * unit * Math.Abs(dy));
        }
        return result;
    }
}
