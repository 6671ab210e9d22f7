using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Layers;

/// <summary>A model of one layer and a mean squared error, against the layer's declaration and finite differences.</summary>
internal sealed class LayerCheck(IModel<double, double> model, Shape input, Func<Tensor, LayerValues, Tensor> declared)
{
    private const ulong Seed = 31;
    private const int Capacity = 9;

    private readonly Random _random = new(3);
    private readonly ITrainer<double, double> _trainer = model.CreateTrainer(Trainers.Here, Capacity, new TrainerOptions { Seed = Seed });

    /// <exception cref="Xunit.Sdk.XunitException">Something differs.</exception>
    public void Run()
    {
        foreach (Parameter<double> parameter in model.Parameters)
        {
            for (int index = 0; index < parameter.Values.Length; index++)
                parameter.Values[index] = Draw();
        }
        Trainers.Send(model, _trainer);
        foreach (int batch in (int[])[Capacity, 4, 1, 7])
        {
            Training(batch);
            Inference(batch);
        }
    }

    private void Training(int batch)
    {
        Tensor[] inputs = Inputs(batch);
        LayerValues before = LayerValues.Of(model);
        ulong call = _trainer.Call;
        var (expected, after) = Declared(inputs, before, training: true, call);
        Tensor[] targets = [.. expected.Select(output => Random(output.Shape))];

        Near(Numbers(expected), _trainer.Forward(Numbers(inputs)).ToArray(), 1e-12, "output");
        Assert.Equal(call + 1, _trainer.Call);
        Near(Loss(expected, targets), _trainer.Loss(Numbers(targets)), 1e-12, "loss");
        _trainer.ZeroGradients();
        _trainer.Backward();

        Trainers.Fetch(model, _trainer);
        Dictionary<string, Tensor> buffers = LayerValues.Tensors(model.Buffers), gradients = LayerValues.Tensors(_trainer.Gradients);
        Assert.Equal(after.Buffers.Keys, buffers.Keys);
        foreach (string name in buffers.Keys)
            Near(after.Buffers[name].Values.ToArray(), buffers[name].Values.ToArray(), 1e-12, name);

        double[] inputGradient = _trainer.InputGradient.ToArray();
        for (int direction = 0; direction < 4; direction++)
        {
            Dictionary<string, Tensor> along = before.Parameters.ToDictionary(entry => entry.Key, entry => Random(entry.Value.Shape));
            Tensor[] alongInputs = Inputs(batch);
            double actual = gradients.Sum(entry => Ops.Sum(entry.Value * along[entry.Key]))
                + inputGradient.Zip(Numbers(alongInputs), (gradient, step) => gradient * step).Sum();
            Near(Slope(1e-5), actual, 1e-7, "gradient along a direction");

            double Slope(double step) => (At(step) - At(-step)) / (2 * step);

            double At(double step)
            {
                Tensor[] moved = [.. inputs.Zip(alongInputs, (x, way) => x + step * way)];
                return Loss(Declared(moved, before.Moved(along, step), training: true, call).Outputs, targets);
            }
        }
    }

    private void Inference(int batch)
    {
        Tensor[] inputs = Inputs(batch);
        LayerValues values = LayerValues.Of(model);
        Tensor[] expected = Declared(inputs, values, training: false, 0).Outputs, targets = [.. expected.Select(output => Random(output.Shape))];
        double[] outputs = new double[batch * expected[0].Length];

        Trainers.Predict(model, _trainer, Numbers(inputs), outputs);

        Near(Numbers(expected), outputs, 1e-12, "prediction");
        Near(Loss(expected, targets), _trainer.Evaluate(Numbers(inputs), Numbers(targets)), 1e-12, "evaluated loss");
        // Neither leaves anything.
        Trainers.Fetch(model, _trainer);
        foreach (var (name, buffer) in LayerValues.Tensors(model.Buffers))
            Assert.Equal(values.Buffers[name].Values.ToArray(), buffer.Values.ToArray());
    }

    /// <summary>What the examples give, and what they leave in the buffers, which has to be the same for all.</summary>
    private (Tensor[] Outputs, LayerValues After) Declared(Tensor[] inputs, LayerValues values, bool training, ulong call)
    {
        var results = Eager.Run(
            inputs.Length,
            example =>
            {
                LayerValues own = values.Copy();
                return (Output: declared(inputs[example], own), Own: own);
            },
            training, Seed, call);
        foreach (var (_, own) in results)
        {
            foreach (var (name, buffer) in own.Buffers)
                Assert.Equal(results[0].Own.Buffers[name].Values.ToArray(), buffer.Values.ToArray());
        }
        return ([.. results.Select(result => result.Output)], results[0].Own);
    }

    private static double Loss(Tensor[] outputs, Tensor[] targets) =>
        outputs.Zip(targets, (output, target) => Ops.Mean(Ops.Square(output - target))).Average();

    private Tensor[] Inputs(int batch) => [.. Enumerable.Range(0, batch).Select(_ => Random(input))];

    private Tensor Random(Shape shape) => new(shape, [.. Enumerable.Range(0, shape.Length).Select(_ => Draw())]);

    private double Draw() => 4 * _random.NextDouble() - 2;

    private static double[] Numbers(Tensor[] examples) => [.. examples.SelectMany(example => example.Values.ToArray())];

    private static void Near(double expected, double actual, double tolerance, string what) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)), $"{what}: expected {expected:R}, got {actual:R}");

    private static void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Near(expected[index], actual[index], tolerance, $"{what} {index}");
    }
}
