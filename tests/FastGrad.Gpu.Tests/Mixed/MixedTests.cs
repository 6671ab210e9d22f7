using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>
/// Models in mixed precision on an accelerator against programs in double, as near as rounding what lies in 16 bits allows (<see cref="Rounding"/>);
/// and those programs against the same models in float on the CPU.
/// </summary>
public sealed class MixedTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void PhasesAreThoseOfTheCpuWithinHalfPrecision()
    {
        (float[] inputs, int[] labels) = Spirals(8);
        using var alone = new FloatSpiralNet(3).CreateTrainer(8);
        using var trainer = new MixedSpiralNet(3).CreateTrainer(_machine.Accelerator, 8);
        float[] expected = alone.Forward(inputs).ToArray(), actual = trainer.Forward(inputs).ToArray();
        float expectedLoss = alone.Loss(labels), loss = trainer.Loss(labels);
        alone.Backward();
        trainer.Backward();
        Near(
            HostNets.Spiral(new FloatSpiralNet(3).Parameters, inputs, labels),
            [expected, [expectedLoss], .. Values(alone.Gradients), alone.InputGradient.ToArray()],
            [actual, [loss], .. Values(trainer.Gradients), trainer.InputGradient.ToArray()]);
        trainer.Update();
        Assert.Equal(1, trainer.Optimizer.StepCount);
        Assert.Equal(65536, trainer.LossScale);
        Assert.Equal(0, trainer.SkippedUpdates);
    }

    [Fact]
    public void AnOutputGradientFromOutsideIsScaledToo()
    {
        (float[] inputs, _) = Spirals(8);
        // Below the least number of 16 bits.
        float[] outputGradient = [.. Enumerable.Range(0, 24).Select(i => (i % 5 - 2) * 1e-8f)];
        using var alone = new FloatSpiralNet(3).CreateTrainer(8);
        using var trainer = new MixedSpiralNet(3).CreateTrainer(_machine.Accelerator, 8);
        float[] expected = alone.Forward(inputs).ToArray(), actual = trainer.Forward(inputs).ToArray();
        alone.Backward(outputGradient);
        trainer.Backward(outputGradient);
        Near(
            HostNets.Spiral(new FloatSpiralNet(3).Parameters, inputs, [], outputGradient),
            [expected, [0], .. Values(alone.Gradients), alone.InputGradient.ToArray()],
            [actual, [0], .. Values(trainer.Gradients), trainer.InputGradient.ToArray()]);
    }

    [Fact]
    public void LearnsAsFloatDoes()
    {
        (float[] inputs, int[] labels) = Spirals(60);
        var net = new FloatSpiralNet(3);
        using var alone = net.CreateTrainer(20);
        using var trainer = new MixedSpiralNet(3).CreateTrainer(_machine.Accelerator, 20);
        trainer.Upload(inputs, labels);
        TrainingRun run = trainer.Train(epochs: 67, batch: 20, shuffle: false);
        double loss = 0;
        for (int step = 0; step < 201; step++)
            loss = alone.Step(inputs.AsSpan(step % 3 * 40, 40), labels.AsSpan(step % 3 * 20, 20));
        Assert.Equal(201, run.Losses.Length);
        Assert.True(run.Losses[^1] < 0.7 * run.Losses[0], $"{run.Losses[0]} to {run.Losses[^1]}, in float to {loss}");
        Assert.Equal(loss, run.Losses[^1], 0.1);
    }

    [Fact]
    public void RecurrentModelsLearn()
    {
        var random = new Random(5);
        float[] inputs = [.. Enumerable.Range(0, 6 * 15).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = [.. Enumerable.Range(0, 6).Select(i => inputs[15 * i] + inputs[15 * i + 14])];
        using var alone = new MixedSequence(3).CreateTrainer(6);
        using var trainer = new MixedSequence(3).CreateTrainer(_machine.Accelerator, 6);
        float[] expected = alone.Forward(inputs).ToArray(), actual = trainer.Forward(inputs).ToArray();
        float expectedLoss = alone.Loss(targets), first = trainer.Loss(targets), last = first;
        alone.Backward();
        trainer.Backward();
        var net = new MixedSequence(3);
        Near(
            HostNets.Sequence(net.Parameters, inputs, targets),
            [expected, [expectedLoss], .. Values(alone.Gradients)], [actual, [first], .. Values(trainer.Gradients)]);
        for (int step = 0; step < 20; step++)
            last = trainer.Step(inputs, targets);
        Assert.True(last < first, $"{first} to {last}");
        // With the weights that it has learned.
        trainer.CopyParametersTo(net);
        using var learned = net.CreateTrainer(6);
        expected = learned.Forward(inputs).ToArray();
        actual = trainer.Forward(inputs).ToArray();
        expectedLoss = learned.Loss(targets);
        last = trainer.Loss(targets);
        learned.Backward();
        trainer.ZeroGradients();
        trainer.Backward();
        Near(
            HostNets.Sequence(net.Parameters, inputs, targets),
            [expected, [expectedLoss], .. Values(learned.Gradients)], [actual, [last], .. Values(trainer.Gradients)]);
    }

    [Fact]
    public void FaintGradientsSurviveByTheScale()
    {
        (float[] inputs, float[] targets) = Curve();
        using var alone = new FaintNet(3).CreateTrainer(6);
        using var trainer = new FaintNet(3).CreateTrainer(_machine.Accelerator, 6, new() { LossScaling = new() { InitialScale = 1 << 26 } });
        using var plain = new FaintNet(3).CreateTrainer(_machine.Accelerator, 6, new() { LossScaling = new() { InitialScale = 1 } });
        float[] expected = alone.Forward(inputs).ToArray(), actual = trainer.Forward(inputs).ToArray();
        plain.Forward(inputs);
        float expectedLoss = alone.Loss(targets), loss = trainer.Loss(targets);
        plain.Loss(targets);
        alone.Backward();
        trainer.Backward();
        plain.Backward();
        Near(
            HostNets.Curve(
                new FaintNet(3).Parameters, ("Look", "Judge"), inputs, targets, Math.Tanh, t => 1 - t * t, weight: 1e-9, scale: 1 << 26),
            [expected, [expectedLoss], .. Values(alone.Gradients)], [actual, [loss], .. Values(trainer.Gradients)]);
        Assert.All(plain.Gradients, gradient => Assert.All(gradient.Values.ToArray(), value => Assert.Equal(0, value)));
    }

    internal static (float[] Inputs, float[] Targets) Curve()
    {
        var random = new Random(7);
        return ([.. Enumerable.Range(0, 24).Select(_ => random.NextSingle() - 0.5f)], [.. Enumerable.Range(0, 12).Select(_ => random.NextSingle())]);
    }

    private static (float[] Inputs, int[] Labels) Spirals(int count)
    {
        var random = new Random(11);
        float[] inputs = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = i % 3;
            double radius = 0.2 + random.NextDouble(), angle = 2 * Math.PI * labels[i] / 3 + 1.5 * radius;
            (inputs[2 * i], inputs[2 * i + 1]) = ((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)));
        }
        return (inputs, labels);
    }

    private static IEnumerable<float[]> Values(ParameterSet<float> parameters) => parameters.Select(parameter => parameter.Values.ToArray());

    /// <summary>Tensor by tensor.</summary>
    /// <param name="program">Computes them in double.</param>
    /// <param name="single">What the CPU gave in float: the program is the model.</param>
    /// <param name="mixed">What the accelerator gave.</param>
    private static void Near(Func<Rounding, double[][]> program, float[][] single, float[][] mixed)
    {
        (double[][] results, double[][] bounds) = Rounding.Of(program);
        Assert.Equal(results.Select(tensor => tensor.Length), single.Select(tensor => tensor.Length));
        Assert.Equal(results.Select(tensor => tensor.Length), mixed.Select(tensor => tensor.Length));
        for (int tensor = 0; tensor < results.Length; tensor++)
        {
            double largest = results[tensor].Max(Math.Abs);
            for (int i = 0; i < results[tensor].Length; i++)
            {
                double expected = results[tensor][i], bound = bounds[tensor][i];
                string place = $"tensor {tensor} at {i}";
                Assert.True(Math.Abs(single[tensor][i] - expected) <= 1e-4 * largest, $"{single[tensor][i]} is not {expected}, {place}");
                Assert.True(Math.Abs(mixed[tensor][i] - expected) <= bound, $"{mixed[tensor][i]} is not {expected} ± {bound}, {place}");
            }
        }
    }
}
