using FastGrad.Gpu.Tests.Api;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>However many lanes a group has (and so however many groups the work makes), what is learned is what the CPU learns.</summary>
[Trait("Category", "Numeric")]
public class LaneTests
{
    private const int Capacity = 11;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    public void WhatIsLearnedIsTheSame(int warpSize, int warps)
    {
        using var device = TestAccelerator.OnProcessor(warpSize, warps);
        DigitNet digits = new(3);
        GruNet recurrent = new(3);
        BatchNormNet normal = new(3);
        DropoutNet masked = new(3);
        using DigitNet.GpuTrainer first = digits.CreateTrainer(device.Accelerator, Capacity);
        using GruNet.GpuTrainer second = recurrent.CreateTrainer(device.Accelerator, Capacity);
        using BatchNormNet.GpuTrainer third = normal.CreateTrainer(device.Accelerator, Capacity);
        using DropoutNet.GpuTrainer fourth = masked.CreateTrainer(device.Accelerator, Capacity);

        Same(new DigitNet(3), first, first.CopyParametersTo, digits, (trainer, step) =>
            trainer.Step(Digits.Pictures<double>(step * Capacity, Capacity), Digits.Labels(step * Capacity, Capacity)));
        Same(new GruNet(3), second, second.CopyParametersTo, recurrent, (trainer, step) =>
            trainer.Step(Examples.Numbers<double>(step, 30 * Capacity), Examples.Numbers<double>(step + 9, 3 * Capacity)));
        Same(new BatchNormNet(3), third, third.CopyParametersTo, normal, (trainer, step) =>
            trainer.Step(Examples.Numbers<double>(step, 9 * Capacity), Examples.Numbers<double>(step + 9, 4 * Capacity)));
        Same(new DropoutNet(3), fourth, fourth.CopyParametersTo, masked, (trainer, step) =>
            trainer.Step(Examples.Numbers<double>(step, 9 * Capacity), Examples.Numbers<double>(step + 9, 4 * Capacity)));
    }

    private static void Same<TTarget>(
        IModel<double, TTarget> onCpu, ITrainer<double, TTarget> device, Action<IModel<double>> copy, IModel<double, TTarget> onDevice,
        Func<ITrainer<double, TTarget>, int, double> step)
        where TTarget : unmanaged
    {
        using ITrainer<double, TTarget> cpu = onCpu.CreateTrainer(Capacity);
        for (int i = 0; i < 4; i++)
            Examples.Near([step(cpu, i)], [step(device, i)], 1e-9, "loss");
        copy(onDevice);
        Examples.Near(Examples.Values(onCpu.Parameters), Examples.Values(onDevice.Parameters), 1e-9, "parameter");
        Examples.Near(Examples.Values(onCpu.Buffers), Examples.Values(onDevice.Buffers), 1e-9, "buffer");
    }
}
