using FastGrad.Tests.Runtime;
using static FastGrad.Tests.Runtime.LinearTrainer;

namespace FastGrad.Tests.Devices;

/// <summary>A trainer on a device learns what the CPU's learns: bit for bit where the device's arithmetic is the CPU's.</summary>
public class DeviceTrainerTests
{
    private const int Capacity = 6;

    private static readonly int[] _batches = [6, 2, 5, 6, 1, 3, 6, 6, 4];

    public static TheoryData<string> Options => ["plain", "accumulates", "clips", "averages", "paced"];

    [Theory]
    [MemberData(nameof(Options))]
    public void StepsAreTheCpus(string option)
    {
        LabelledNet net = new(3), twin = new(3);
        var expected = net.CreateTrainer<Momentum>(Capacity, OptionsOf(option));
        using LabelledTrainer trainer = new(twin, new ArrayDevice(), Capacity, OptionsOf(option));
        float[] before = Values(twin.Parameters);
        foreach (int batch in _batches)
        {
            Examples examples = Examples.Of(batch, batch);
            Assert.Equal(expected.Step(examples.Inputs, examples.Labels), trainer.Step(examples.Inputs, examples.Labels));
            Assert.Equal(expected.InputGradient, trainer.InputGradient);
            Assert.Equal(expected.ExampleLosses, trainer.ExampleLosses);
            Assert.Equal(expected.Optimizer.StepCount, trainer.Optimizer.StepCount);
            Assert.Equal(expected.Call, trainer.Call);
        }
        Same(expected, trainer);
        Assert.Equal(before, Values(twin.Parameters));
        trainer.CopyParametersTo(twin);
        Assert.Equal(Values(net.Parameters), Values(twin.Parameters));
        Assert.NotEqual(before, Values(twin.Parameters));
    }

    [Fact]
    public void FrozenParametersAndGroups()
    {
        PartlyFrozenNet net = new(3), twin = new(3);
        var expected = net.CreateTrainer<Momentum>(Capacity);
        using PartlyFrozenTrainer trainer = new(twin, new ArrayDevice(), Capacity);
        foreach (int batch in _batches)
        {
            Examples examples = Examples.Of(batch, batch);
            Assert.Equal(expected.Step(examples.Inputs, examples.Targets), trainer.Step(examples.Inputs, examples.Targets));
        }
        Same(expected, trainer);
        trainer.CopyParametersTo(twin);
        Assert.Equal(Values(net.Parameters), Values(twin.Parameters));
        Assert.Equal(0, trainer.Gradients["Dense2.Weight"].Values.ToArray().Max(Math.Abs));
    }

    [Fact]
    public void ClippingByNormIsMeasuredOnTheDevice()
    {
        LabelledNet net = new(3), twin = new(3);
        TrainerOptions options = new() { Clipping = GradientClipping.ByNorm(0.05) };
        var expected = net.CreateTrainer<Momentum>(Capacity, options);
        ArrayDevice device = new();
        using LabelledTrainer trainer = new(twin, device, Capacity, options);
        Assert.Equal(double.NaN, trainer.GradientNorm);
        Examples examples = Examples.Of(6, 1);
        expected.Step(examples.Inputs, examples.Labels);
        trainer.Step(examples.Inputs, examples.Labels);
        int reads = device.Reads;
        Assert.Equal(expected.GradientNorm, trainer.GradientNorm, 1e-6);
        Assert.Equal(expected.GradientNorm, trainer.GradientNorm, 1e-6);
        Assert.Equal(reads + 1, device.Reads);
        trainer.Clipping = GradientClipping.ByValue(1);
        trainer.Step(examples.Inputs, examples.Labels);
        Assert.Equal(double.NaN, trainer.GradientNorm);
    }

    [Fact]
    public void PhasesAreTheCpus()
    {
        LabelledNet net = new(3), twin = new(3);
        var expected = net.CreateTrainer<Momentum>(Capacity);
        using LabelledTrainer trainer = new(twin, new ArrayDevice(), Capacity);
        (Examples first, Examples second) = (Examples.Of(4, 1), Examples.Of(6, 2));
        foreach (ITrainer<float, int> each in (ITrainer<float, int>[])[expected, trainer])
        {
            each.ZeroGradients();
            each.Forward(first.Inputs);
            each.Loss(first.Labels);
            each.Backward();
        }
        Assert.Equal(expected.Forward(second.Inputs), trainer.Forward(second.Inputs));
        float[] gradient = Numbers(6 * Examples.Classes, 9);
        expected.Backward(gradient);
        trainer.Backward(gradient);
        Assert.Equal(expected.InputGradient, trainer.InputGradient);
        Assert.Equal(Values(expected.Gradients), Values(trainer.Gradients));
        expected.Update();
        trainer.Update();
        Assert.Equal(expected.Evaluate(first.Inputs, first.Labels), trainer.Evaluate(first.Inputs, first.Labels));
        Same(expected, trainer);
    }

    [Fact]
    public void AStepAsksForItsPhasesInOrder()
    {
        ArrayDevice device = new();
        TrainerOptions options = new() { AccumulationSteps = 2, AverageDecay = 0.5, Clipping = GradientClipping.ByNorm(1) };
        using LabelledTrainer trainer = new(new LabelledNet(1), device, Capacity, options);
        device.Log = [];
        foreach (int batch in (int[])[4, 2])
        {
            Examples examples = Examples.Of(batch, 1);
            trainer.Enqueue(examples.Inputs, examples.Labels);
        }
        // Shares by the first batch's size: 4 / (2·4) and 2 / (2·4); there were 6 examples and not 8.
        Assert.Equal(
            [
                "forward 4 0", "loss slot 0", "backward 0.5", "forward 2 1", "loss slot 1", "backward adds 0.25",
                $"scale {8.0 / 6}", "clip", "update slot 1", "follow",
            ],
            device.Log);
    }

    [Fact]
    public void PredictsAnyNumber()
    {
        LabelledNet net = new(3);
        using LabelledTrainer trainer = new(net, new ArrayDevice(), Capacity);
        Examples examples = Examples.Of(20, 4);
        float[] outputs = new float[20 * Examples.Classes], expected = new float[outputs.Length];
        trainer.Step(examples.Inputs.AsSpan(0, 30), examples.Labels.AsSpan(0, 6));
        trainer.Predict(examples.Inputs, outputs);
        trainer.CopyParametersTo(net);
        net.Predict(examples.Inputs, expected);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void TakesAModelsParametersBack()
    {
        LabelledNet net = new(3), other = new(4);
        using LabelledTrainer trainer = new(net, new ArrayDevice(), Capacity);
        Examples examples = Examples.Of(6, 4);
        trainer.Forward(examples.Inputs);
        trainer.CopyParametersFrom(other);
        Assert.Throws<InvalidOperationException>(() => trainer.Loss(examples.Labels));
        Assert.Equal(other.CreateTrainer(Capacity).Evaluate(examples.Inputs, examples.Labels), trainer.Evaluate(examples.Inputs, examples.Labels));
    }

    internal static void Same(ITrainer<float> expected, ITrainer<float> trainer)
    {
        foreach (string slot in expected.OptimizerState.Names)
            Assert.Equal(Values(expected.OptimizerState[slot]), Values(trainer.OptimizerState[slot]));
        Assert.Equal(expected.Average is null, trainer.Average is null);
        if (expected.Average is not null)
            Assert.All(Values(expected.Average).Zip(Values(trainer.Average!)), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    private static TrainerOptions OptionsOf(string name) => name switch
    {
        "accumulates" => new() { AccumulationSteps = 4 },
        "clips" => new() { Clipping = GradientClipping.ByValue(0.01) },
        "averages" => new() { AverageDecay = 0.75 },
        "paced" => new() { Schedule = new StepSchedule(2) },
        _ => new(),
    };
}
