using FastGrad.Models.Tests.Harness;

namespace FastGrad.Models.Tests.Graphs;

/// <summary>One random model, in both precisions, with fusion on and off, against its declaration and finite differences.</summary>
internal static class GraphCheck
{
    /// <exception cref="Xunit.Sdk.XunitException">Something differs.</exception>
    public static void Run(GraphSource source, Func<string, GraphDriver> create, int seed)
    {
        var random = new Random(seed);
        GraphDriver model = create("Double"), single = create("Single");
        GraphDriver? unfused = Trainers.KeepsBitsUnfused ? create("DoubleUnfused") : null;
        GraphDriver? singleUnfused = Trainers.KeepsBitsUnfused ? create("SingleUnfused") : null;
        double[] parameters = [.. model.Parameters.Select(value => (double)(float)(value + 0.4 * random.NextDouble() - 0.2))];
        foreach (GraphDriver? driver in (GraphDriver?[])[model, unfused, single, singleUnfused])
            driver?.Parameters = parameters;
        foreach (int examples in (int[])[3, 1, 8])
        {
            double[][] inputs = [.. source.Inputs.Select(input => Numbers(random, examples * input.Shape.Length, input.Count))];
            double[][] targets = [.. source.Outputs.Select(length => Numbers(random, examples * length, 0))];
            double loss = AgainstDeclaration(source, model, inputs, targets, examples);
            AgainstDifferences(source, model, inputs, targets, examples, random);
            SameBits(model, unfused, inputs, targets, examples);
            SameBits(single, singleUnfused, inputs, targets, examples);
            Near(loss, single.Phases(inputs, targets), 2e-3, "loss in single precision");
            model.Phases(inputs, targets);
            Near(model.Gradients, single.Gradients, 5e-3, "gradient in single precision");
        }
        StepIsThePhases(source, create("Double"), create("Double"), random);
    }

    private static double AgainstDeclaration(GraphSource source, GraphDriver model, double[][] inputs, double[][] targets, int examples)
    {
        double[][] outputs = Declared(source, model, inputs, examples);
        double loss = Loss(outputs, targets);
        Near(loss, model.Phases(inputs, targets), 1e-9, "loss");
        Near(loss, model.Evaluate(inputs, targets), 1e-9, "evaluated loss");
        double[][] predicted = model.Predict(inputs, examples);
        for (int i = 0; i < outputs.Length; i++)
            Near(outputs[i], predicted[i], 1e-9, $"output {i}");
        return loss;
    }

    /// <summary>Along random directions through all parameters, so that a few runs of the declaration see every gradient.</summary>
    private static void AgainstDifferences(GraphSource source, GraphDriver model, double[][] inputs, double[][] targets, int examples, Random random)
    {
        model.Phases(inputs, targets);
        double[] gradients = model.Gradients, parameters = model.Parameters;
        for (int direction = 0; direction < 3; direction++)
        {
            double[] along = [.. parameters.Select(_ => 2 * random.NextDouble() - 1)];
            double expected = Slope(1e-5), rough = Slope(2e-5), actual = gradients.Zip(along, (gradient, step) => gradient * step).Sum();
            // What differs between the two steps is their error: three truncation terms, or an edge between them.
            double error = 2 * Math.Abs(expected - rough) + 1e-6 * (1 + Math.Abs(expected));
            Assert.True(Math.Abs(expected - actual) <= error, $"gradient along a direction: differences give {expected:R} ± {error:E2}, got {actual:R}");

            double Slope(double h) => (At(h) - At(-h)) / (2 * h);

            double At(double h)
            {
                model.Parameters = [.. parameters.Zip(along, (value, step) => value + h * step)];
                double loss = Loss(Declared(source, model, inputs, examples), targets);
                model.Parameters = parameters;
                return loss;
            }
        }
    }

    private static void SameBits(GraphDriver model, GraphDriver? unfused, double[][] inputs, double[][] targets, int examples)
    {
        if (unfused is null)
            return;
        Assert.Equal(BitConverter.DoubleToInt64Bits(unfused.Phases(inputs, targets)), BitConverter.DoubleToInt64Bits(model.Phases(inputs, targets)));
        Assert.Equal(unfused.Gradients, model.Gradients);
        double[][] expected = unfused.Predict(inputs, examples), actual = model.Predict(inputs, examples);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i]);
    }

    private static void StepIsThePhases(GraphSource source, GraphDriver stepped, GraphDriver phased, Random random)
    {
        for (int step = 0; step < 2; step++)
        {
            double[][] inputs = [.. source.Inputs.Select(input => Numbers(random, 5 * input.Shape.Length, input.Count))];
            double[][] targets = [.. source.Outputs.Select(length => Numbers(random, 5 * length, 0))];
            double loss = phased.Phases(inputs, targets);
            phased.Update();
            Assert.Equal(loss, stepped.Step(inputs, targets));
            Assert.Equal(phased.Parameters, stepped.Parameters);
        }
    }

    private static double[][] Declared(GraphSource source, GraphDriver model, double[][] inputs, int examples)
    {
        Tensor[][] results = Eager.Run(examples, example => model.Run([.. source.Inputs.Select((input, index) =>
            new Tensor(input.Shape, inputs[index].AsSpan(example * input.Shape.Length, input.Shape.Length)))]), training: true);
        return [.. source.Outputs.Select((_, output) => results.SelectMany(result => result[output].Values.ToArray()).ToArray())];
    }

    private static double Loss(double[][] outputs, double[][] targets)
    {
        double[] weights = [1, 0.5];
        return outputs.Select((output, index) => weights[index] * output.Zip(targets[index], (a, b) => (a - b) * (a - b)).Average()).Sum();
    }

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance * (1 + Math.Abs(expected)) || (double.IsNaN(expected) && double.IsNaN(actual)),
            $"{what}: expected {expected:R}, got {actual:R}");

    private static void Near(double[] expected, double[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = expected.Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + size), $"{what} {i}: expected {expected[i]:R}, got {actual[i]:R}");
    }

    private static double[] Numbers(Random random, int count, int whole) =>
        [.. Enumerable.Range(0, count).Select(_ => whole > 0 ? random.Next(whole) : (double)(float)(4 * random.NextDouble() - 2))];
}
