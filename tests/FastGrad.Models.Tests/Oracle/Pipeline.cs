namespace FastGrad.Models.Tests.Oracle;

/// <summary>A declared pipeline that runs as it was declared: eagerly, in double, one example after the other.</summary>
internal sealed record Pipeline(int Inputs, IReadOnlyList<Part> Parts, LossPart Loss, string Optimizer, bool InputGradient)
{
    public int Outputs { get; } = Parts.Aggregate(Inputs, (length, part) => part.Outputs(length));

    public int Targets => Loss.Targets(Outputs);

    public string Stages => string.Join(", ", Parts.Select(part => part.Text).Prepend($"Input({Inputs})").Append(Loss.Text).Append(Optimizer));

    public string Source(string name, bool isDouble) =>
        $"[Model(Precision = Precision.{(isDouble ? "Double" : "Single")}, InputGradient = {(InputGradient ? "true" : "false")})]\n[{Stages}]\npublic partial class {name};\n";

    /// <summary>The outputs of all examples.</summary>
    public double[] Run(double[] inputs, double[] parameters) =>
        [.. inputs.Chunk(Inputs).SelectMany(example => Example(example, Split(parameters)).Values.ToArray())];

    /// <summary>The mean loss.</summary>
    public double RunLoss(double[] inputs, double[] targets, double[] parameters)
    {
        double[][] split = Split(parameters);
        return inputs.Chunk(Inputs).Zip(targets.Chunk(Targets), (example, target) => Loss.Term(Example(example, split), target)).Average();
    }

    /// <summary>All of a step's numbers with the error that compiled code of the given precision may make.</summary>
    public Pass Analyze(double[] inputs, double[] targets, double[] parameters, double unit)
    {
        double[][] split = Split(parameters);
        Flow[] gradients = [.. split.Select(parameter => new Flow(parameter.Length))];
        int batch = inputs.Length / Inputs;
        List<double> outputs = [], outputErrors = [], inputGradient = [], inputErrors = [];
        double loss = 0, lossError = 0, margin = double.PositiveInfinity;
        foreach ((double[] example, double[] target) in inputs.Chunk(Inputs).Zip(targets.Chunk(Targets)))
        {
            var flows = new List<Flow> { Flow.Exact(example) };
            int first = 0;
            foreach (Part part in Parts)
            {
                int count = part.Parameters(flows[^1].Length).Length;
                margin = Math.Min(margin, part.Margin(flows[^1].Values));
                flows.Add(part.Forward(flows[^1], split[first..(first + count)], unit));
                first += count;
            }
            outputs.AddRange(flows[^1].Values);
            outputErrors.AddRange(flows[^1].Errors);
            margin = Math.Min(margin, Loss.Margin(flows[^1].Values, target));
            (double value, double error, Flow gradient) = Loss.Run(flows[^1], target, unit);
            loss += value / batch;
            lossError += (error + batch * unit * Math.Abs(value)) / batch;
            gradient = new Flow([.. gradient.Values.Select(v => v / batch)], [.. gradient.Errors.Select(e => e / batch)]);
            for (int i = Parts.Count - 1; i >= 0; i--)
            {
                int count = Parts[i].Parameters(flows[i].Length).Length;
                first -= count;
                gradient = Parts[i].Backward(flows[i], split[first..(first + count)], gradient, gradients[first..(first + count)], batch, unit);
            }
            inputGradient.AddRange(gradient.Values);
            inputErrors.AddRange(gradient.Errors);
        }
        return new Pass(
            new Flow([.. outputs], [.. outputErrors]),
            new Flow([loss], [lossError]),
            new Flow([.. gradients.SelectMany(flow => flow.Values)], [.. gradients.SelectMany(flow => flow.Errors)]),
            new Flow([.. inputGradient], [.. inputErrors]),
            margin);
    }

    private Tensor Example(double[] example, double[][] parameters)
    {
        var x = new Tensor(example);
        int first = 0;
        foreach (Part part in Parts)
        {
            int count = part.Parameters(x.Length).Length;
            x = part.Run(x, parameters[first..(first + count)]);
            first += count;
        }
        return x;
    }

    private double[][] Split(double[] parameters)
    {
        var result = new List<double[]>();
        int length = Inputs, start = 0;
        foreach (Part part in Parts)
        {
            foreach (int count in part.Parameters(length))
            {
                result.Add(parameters[start..(start + count)]);
                start += count;
            }
            length = part.Outputs(length);
        }
        Assert.Equal(parameters.Length, start);
        return [.. result];
    }
}

/// <param name="Margin">How far the nearest value is from where a derivative jumps.</param>
internal sealed record Pass(Flow Outputs, Flow Loss, Flow Gradients, Flow InputGradient, double Margin);
