namespace FastGrad.Models.Tests.Oracle;

internal sealed record DensePart(int Units) : Part($"Dense({Units})")
{
    private readonly DenseAttribute _declared = new(Units);

    public override int Outputs(int inputs) => Units;

    public override int[] Parameters(int inputs) => [inputs * Units, Units];

    public override Tensor Run(Tensor x, double[][] parameters) =>
        _declared.Forward(x, new Tensor(new Shape(x.Length, Units), parameters[0]), new Tensor(parameters[1]));

    public override Flow Forward(Flow x, double[][] parameters, double unit)
    {
        double[] values = Run(new Tensor(x.Values), parameters).Values.ToArray(), errors = new double[Units];
        for (int j = 0; j < Units; j++)
        {
            double magnitude = Math.Abs(parameters[1][j]);
            for (int i = 0; i < x.Length; i++)
            {
                double weight = Math.Abs(parameters[0][i * Units + j]);
                magnitude += Math.Abs(x.Values[i]) * weight;
                errors[j] += x.Errors[i] * weight;
            }
            errors[j] += (x.Length + 2) * unit * magnitude;
        }
        return new Flow(values, errors);
    }

    public override Flow Backward(Flow x, double[][] parameters, Flow incoming, Flow[] gradients, int terms, double unit)
    {
        var result = new Flow(x.Length);
        for (int j = 0; j < Units; j++)
        {
            double dy = incoming.Values[j], error = incoming.Errors[j];
            gradients[1].Add(j, dy, error + (terms + 1) * unit * Math.Abs(dy));
            for (int i = 0; i < x.Length; i++)
            {
                double weight = parameters[0][i * Units + j], product = Math.Abs(x.Values[i] * dy);
                result.Add(i, dy * weight, error * Math.Abs(weight) + (Units + 1) * unit * Math.Abs(dy * weight));
                gradients[0].Add(
                    i * Units + j, x.Values[i] * dy, Math.Abs(x.Values[i]) * error + x.Errors[i] * Math.Abs(dy) + (terms + 1) * unit * product);
            }
        }
        return result;
    }
}
