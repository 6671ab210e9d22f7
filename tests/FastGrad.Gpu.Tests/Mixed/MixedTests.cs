using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Mixed;

/// <summary>
/// Models in mixed precision on an accelerator against the same in float on the CPU. A value that lies in 16 bits is off by 2⁻¹¹ of itself where it
/// is rounded, 2⁻¹⁰ where it is cut; each of the few values between an input and a gradient adds as much, so 0.02 of the largest is plenty.
/// </summary>
public sealed class MixedTests : IDisposable
{
    private const double Tolerance = 0.02;

    private readonly TestAccelerator _machine = TestAccelerator.Create();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void PhasesAreThoseOfTheCpuWithinHalfPrecision()
    {
        (float[] inputs, int[] labels) = Spirals(8);
        using var alone = new FloatSpiralNet(3).CreateTrainer(8);
        using var trainer = new MixedSpiralNet(3).CreateTrainer(_machine.Accelerator, 8);
        Near(alone.Forward(inputs), trainer.Forward(inputs));
        Assert.Equal(alone.Loss(labels), trainer.Loss(labels), Tolerance);
        alone.Backward();
        trainer.Backward();
        Near(alone.Gradients, trainer.Gradients);
        Near(alone.InputGradient, trainer.InputGradient);
        alone.Update();
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
        alone.Forward(inputs);
        trainer.Forward(inputs);
        alone.Backward(outputGradient);
        trainer.Backward(outputGradient);
        Near(alone.Gradients, trainer.Gradients);
        Near(alone.InputGradient, trainer.InputGradient);
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
        alone.Forward(inputs);
        trainer.Forward(inputs);
        Assert.Equal(alone.Loss(targets), trainer.Loss(targets), Tolerance);
        alone.Backward();
        trainer.Backward();
        Near(alone.Gradients, trainer.Gradients);
        for (int step = 0; step < 20; step++)
            Assert.Equal(alone.Step(inputs, targets), trainer.Step(inputs, targets), Tolerance);
    }

    [Fact]
    public void FaintGradientsSurviveByTheScale()
    {
        (float[] inputs, float[] targets) = Curve();
        using var alone = new FaintNet(3).CreateTrainer(6);
        using var trainer = new FaintNet(3).CreateTrainer(_machine.Accelerator, 6, new() { LossScaling = new() { InitialScale = 1 << 26 } });
        using var plain = new FaintNet(3).CreateTrainer(_machine.Accelerator, 6, new() { LossScaling = new() { InitialScale = 1 } });
        alone.Forward(inputs);
        trainer.Forward(inputs);
        plain.Forward(inputs);
        alone.Loss(targets);
        trainer.Loss(targets);
        plain.Loss(targets);
        alone.Backward();
        trainer.Backward();
        plain.Backward();
        Near(alone.Gradients, trainer.Gradients);
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

    private static void Near(ParameterSet<float> expected, ParameterSet<float> actual)
    {
        foreach (var (one, other) in expected.Zip(actual))
            Near(one.Values, other.Values);
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        foreach (float value in expected)
            largest = Math.Max(largest, Math.Abs(value));
        Assert.True(largest > 0);
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * largest, $"{actual[i]} at {i} is not {expected[i]}, of at most {largest}");
    }
}
