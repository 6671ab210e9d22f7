using System.Numerics;
using FastGrad.Models.Tests.Harness;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>Twenty steps on the device and on the CPU: the same losses, weights, buffers and predictions, to within rounding.</summary>
[Trait("Category", "Numeric")]
public class AgainstCpuTests
{
    private const int Steps = 20, Capacity = 13;

    [Fact]
    public void RealDigits() => Compare(new DigitNet(3), new DigitNet(3), 1e-9, (step, batch) =>
        (Digits.Pictures<double>(step * Capacity, batch), Digits.Labels(step * Capacity, batch)));

    [Fact]
    public void RealDigitsInSinglePrecision() => Compare(new DeepDigitNet(3), new DeepDigitNet(3), 2e-3, (step, batch) =>
        (Digits.Pictures<float>(step * Capacity, batch), Digits.Labels(step * Capacity, batch)));

    [Fact]
    public void ARecurrence() => Compare(new GruNet(3), new GruNet(3), 1e-9, Real(30, 3));

    [Fact]
    public void LayerNormalisation() => Compare(new NormNet(3), new NormNet(3), 1e-9, Real(9, 4));

    [Fact]
    public void BatchNormalisationWithItsBuffers() => Compare(new BatchNormNet(3), new BatchNormNet(3), 1e-8, Real(9, 4));

    [Fact]
    public void DropoutOfTheSameRandomNumbers() => Compare(new DropoutNet(3), new DropoutNet(3), 1e-9, Real(9, 4));

    [Fact]
    public void StatesFromCallToCall() => Compare(new CarryingNet(3), new CarryingNet(3), 1e-9, Real(6, 10));

    [Fact]
    public void LabelsThatDoNotCount() => Compare(new IgnoringDigitNet(3), new IgnoringDigitNet(3), 1e-9, (step, batch) =>
        (Examples.Numbers<double>(step, batch * 9), [0, .. Examples.Whole(step, batch - 1, 5, from: -1)]));

    [Theory]
    [InlineData("value")]
    [InlineData("norm")]
    [InlineData("tensors")]
    [InlineData("accumulation")]
    [InlineData("average")]
    [InlineData("schedule")]
    public void WhatATrainerIsTold(string option)
    {
        TrainerOptions Options() => option switch
        {
            "value" => new() { Clipping = GradientClipping.ByValue(0.01) },
            "norm" => new() { Clipping = GradientClipping.ByNorm(0.05) },
            "tensors" => new() { Clipping = GradientClipping.ByTensorNorm(0.02) },
            "accumulation" => new() { AccumulationSteps = 3 },
            "average" => new() { AverageDecay = 0.9 },
            _ => new() { Schedule = new OneCycleSchedule(maximum: 0.05, steps: Steps) },
        };
        Compare(new NormNet(3), new NormNet(3), 1e-9, Real(9, 4), Options);
    }

    [Fact]
    public void EveryKindOfInputAndTarget()
    {
        PackedNet onCpu = new(3), onDevice = new(3);
        using PackedNet.Trainer<Adam> cpu = onCpu.CreateTrainer(Capacity);
        using PackedNet.GpuTrainer device = onDevice.CreateTrainer(Trainers.Here, Capacity);
        double[] kinds = new double[4 * Capacity], sizes = new double[2 * Capacity];
        double[] expectedKinds = new double[4 * Capacity], expectedSizes = new double[2 * Capacity];
        for (int step = 0; step < Steps; step++)
        {
            int batch = step % 3 == 2 ? 5 : Capacity;
            double[] pictures = Examples.Numbers<double>(step, 5 * batch), targets = Examples.Numbers<double>(step + 100, 2 * batch);
            int[] tokens = Examples.Whole(step, 3 * batch, 13), labels = Examples.Whole(step + 7, batch, 4);
            double[] weights = [.. Examples.Numbers<double>(step + 50, batch).Select(value => value + 1.5)];
            double expected = cpu.Step(pictures, tokens, labels, targets, weights);
            Examples.Near([expected], [device.Step(pictures, tokens, labels, targets, weights)], 1e-9, "loss");
            if (batch < Capacity)
                continue;
            device.CopyParametersTo(onDevice);
            onCpu.Predict(pictures, tokens, expectedKinds, expectedSizes);
            device.Predict(pictures, tokens, kinds, sizes);
            Examples.Near(expectedKinds, kinds, 1e-9, "kind");
            Examples.Near(expectedSizes, sizes, 1e-9, "size");
        }
        Examples.Near(Examples.Values(onCpu.Parameters), Examples.Values(onDevice.Parameters), 1e-9, "parameter");
    }

    private static Func<int, int, (double[] Inputs, double[] Targets)> Real(int inputs, int targets) =>
        (step, batch) => (Examples.Numbers<double>(step, batch * inputs), Examples.Numbers<double>(step + 1000, batch * targets));

    private static void Compare<T, TTarget>(
        IModel<T, TTarget> onCpu, IModel<T, TTarget> onDevice, double tolerance, Func<int, int, (T[] Inputs, TTarget[] Targets)> draw,
        Func<TrainerOptions>? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        using ITrainer<T, TTarget> cpu = onCpu.CreateTrainer(Capacity, options?.Invoke());
        using ITrainer<T, TTarget> device = onDevice.CreateTrainer(Trainers.Here, Capacity, options?.Invoke());
        for (int step = 0; step < Steps; step++)
        {
            // The last batch of an epoch is smaller.
            (T[] inputs, TTarget[] targets) = draw(step, step % 4 == 3 ? 6 : Capacity);
            double expected = double.CreateChecked(cpu.Step(inputs, targets));
            Examples.Near([expected], [double.CreateChecked(device.Step(inputs, targets))], tolerance, $"loss of step {step}");
        }
        Trainers.Fetch(onDevice, device);
        Examples.Near(Examples.Values(onCpu.Parameters), Examples.Values(onDevice.Parameters), tolerance, "parameter");
        Examples.Near(Examples.Values(onCpu.Buffers), Examples.Values(onDevice.Buffers), tolerance, "buffer");
        foreach (string slot in cpu.OptimizerState.Names)
            Examples.Near(Examples.Values(cpu.OptimizerState[slot]), Examples.Values(device.OptimizerState[slot]), tolerance, slot);
        if (cpu.Average is not null)
            Examples.Near(Examples.Values(cpu.Average), Examples.Values(device.Average!), tolerance, "average");
        Assert.Equal(cpu.Optimizer.StepCount, device.Optimizer.StepCount);
        if (!double.IsNaN(cpu.GradientNorm))
            Examples.Near([cpu.GradientNorm], [device.GradientNorm], tolerance, "norm");

        (T[] last, TTarget[] lastTargets) = draw(3, Capacity);
        Gradients(cpu, last, lastTargets);
        Gradients(device, last, lastTargets);
        Examples.Near(Examples.Values(cpu.Gradients), Examples.Values(device.Gradients), tolerance, "gradient");
        double evaluated = double.CreateChecked(cpu.Evaluate(last, lastTargets));
        Examples.Near([evaluated], [double.CreateChecked(device.Evaluate(last, lastTargets))], tolerance, "evaluated loss");
    }

    private static void Gradients<T, TTarget>(ITrainer<T, TTarget> trainer, T[] inputs, TTarget[] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged
    {
        trainer.ZeroGradients();
        trainer.Forward(inputs);
        trainer.Loss(targets);
        trainer.Backward();
    }
}
