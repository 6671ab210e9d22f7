namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>
/// The models of these tests as programs in double. Each gives the outputs, the loss, each parameter's gradient, and the first one
/// that of the inputs.
/// </summary>
internal static class HostNets
{
    private const double DefaultScale = 65536;

    /// <summary><see cref="MixedSpiralNet"/>, with labels or with an output gradient from outside.</summary>
    public static Func<Rounding, double[][]> Spiral(
        ParameterSet<float> parameters, float[] inputs, int[] labels, float[]? outputGradient = null) => rounding =>
    {
        var layers = new Layers(parameters, rounding, DefaultScale);
        int batch = inputs.Length / 2;
        List<double> outputs = [], inputGradients = [];
        double loss = 0;
        for (int example = 0; example < batch; example++)
        {
            double[] x = Row(inputs, example, 2);
            double[] look = layers.Dense("Dense1", x), bent = layers.Map(look, Math.Tanh);
            (double[] even, Func<double[], double[]> back) = layers.LayerNorm("LayerNorm1", bent);
            double[] output = layers.Dense("Dense2", even);
            outputs.AddRange(output);
            double[] gradient;
            if (outputGradient is null)
            {
                double sum = output.Sum(Math.Exp);
                loss += (Math.Log(sum) - output[labels[example]]) / batch;
                gradient = layers.Back([.. output.Select((value, i) => (Math.Exp(value) / sum - (i == labels[example] ? 1 : 0)) / batch)]);
            }
            else
            {
                gradient = layers.Back(Row(outputGradient, example, 3));
            }
            double[] ofBent = back(layers.DenseBack("Dense2", even, gradient));
            inputGradients.AddRange(layers.DenseBack("Dense1", x, layers.MapBack(ofBent, bent, t => 1 - t * t)));
        }
        return [[.. outputs], [loss], .. layers.Gradients, [.. inputGradients]];
    };

    /// <summary>
    /// Two dense layers with a function between them, whose slope is told of its value; and a multiple of the mean square of the error.
    /// </summary>
    public static Func<Rounding, double[][]> Curve(
        ParameterSet<float> parameters, (string First, string Second) names, float[] inputs, float[] targets,
        Func<double, double> bend, Func<double, double> slope, double weight = 1, double scale = DefaultScale) => rounding =>
    {
        var layers = new Layers(parameters, rounding, scale);
        int batch = inputs.Length / 4;
        List<double> outputs = [];
        double loss = 0;
        for (int example = 0; example < batch; example++)
        {
            double[] x = Row(inputs, example, 4), target = Row(targets, example, 2);
            double[] look = layers.Dense(names.First, x), bent = layers.Map(look, bend), output = layers.Dense(names.Second, bent);
            outputs.AddRange(output);
            double[] error = [.. output.Zip(target, (a, b) => a - b)];
            loss += weight * error.Average(value => value * value) / batch;
            double[] gradient = layers.Back([.. error.Select(value => weight * value / batch)]);
            double[] ofLook = layers.MapBack(layers.DenseBack(names.Second, bent, gradient), bent, slope);
            layers.DenseBack(names.First, x, ofLook);
        }
        return [[.. outputs], [loss], .. layers.Gradients];
    };

    /// <summary><see cref="MixedSequence"/>.</summary>
    public static Func<Rounding, double[][]> Sequence(ParameterSet<float> parameters, float[] inputs, float[] targets) => rounding =>
    {
        const int Steps = 5;
        var layers = new Layers(parameters, rounding, DefaultScale);
        int batch = targets.Length;
        List<double> outputs = [];
        double loss = 0;
        for (int example = 0; example < batch; example++)
        {
            double[][] x = [.. Enumerable.Range(0, Steps).Select(step => Row(inputs, example * Steps + step, 3))];
            double[][] states = new double[Steps + 1][];
            states[0] = new double[6];
            for (int step = 0; step < Steps; step++)
            {
                double[] seen = layers.Sum(layers.Keep(layers.Product("Rnn1.Weight", x[step])), layers.Values("Rnn1.Bias"));
                double[] sum = layers.Sum(seen, layers.Product("Rnn1.Recurrent", states[step]));
                states[step + 1] = layers.Map(sum, Math.Tanh);
            }
            double[] output = layers.Dense("Dense1", states[Steps]);
            outputs.AddRange(output);
            double error = output[0] - targets[example];
            loss += error * error / batch;
            double[] gradient = layers.DenseBack("Dense1", states[Steps], layers.Back([2 * error / batch]));
            double[] ofBias = new double[6];
            for (int step = Steps - 1; step >= 0; step--)
            {
                double[] ofSum = layers.MapBack(gradient, states[step + 1], t => 1 - t * t);
                ofBias = [.. ofBias.Zip(ofSum, (a, b) => a + b)];
                layers.ProductBack("Rnn1.Weight", x[step], ofSum);
                gradient = layers.ProductBack("Rnn1.Recurrent", states[step], ofSum);
            }
            layers.Add("Rnn1.Bias", layers.Back(ofBias));
        }
        return [[.. outputs], [loss], .. layers.Gradients];
    };

    private static double[] Row(float[] values, int row, int length) => [.. values.Skip(row * length).Take(length).Select(value => (double)value)];
}
