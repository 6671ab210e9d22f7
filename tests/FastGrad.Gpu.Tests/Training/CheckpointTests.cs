using FastGrad.Models.Tests.Harness;

namespace FastGrad.Gpu.Tests.Training;

/// <summary>A checkpoint is one file, whoever writes it: what it holds comes back bit for bit on the CPU and on a device.</summary>
[Trait("Category", "Numeric")]
public sealed class CheckpointTests : IDisposable
{
    private const int Capacity = 6;

    private static readonly TrainerOptions _options = new() { AverageDecay = 0.9, AccumulationSteps = 2, Seed = 7 };

    private readonly string _folder = Directory.CreateTempSubdirectory("fastgrad").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FromTheCpuToADeviceAndBack()
    {
        BatchNormNet onCpu = new(3), onDevice = new(4), back = new(5);
        using BatchNormNet.Trainer<Adam> cpu = onCpu.CreateTrainer(Capacity, _options), other = back.CreateTrainer(Capacity, _options);
        using BatchNormNet.GpuTrainer device = onDevice.CreateTrainer(Trainers.Here, Capacity, _options);
        // An odd number, so that gradients are gathered when the file is written.
        for (int step = 0; step < 5; step++)
            Step(cpu, step);

        cpu.Save(File("cpu"));
        device.Load(File("cpu"));
        device.Save(File("device"));
        other.Load(File("device"));

        device.CopyParametersTo(onDevice);
        Assert.Equal(Examples.Values(onCpu.Parameters), Examples.Values(onDevice.Parameters));
        Assert.Equal(Examples.Values(onCpu.Buffers), Examples.Values(onDevice.Buffers));
        Assert.Equal(Examples.Values(onCpu.Parameters), Examples.Values(back.Parameters));
        Assert.Equal(Examples.Values(onCpu.Buffers), Examples.Values(back.Buffers));
        foreach (string slot in cpu.OptimizerState.Names)
        {
            Assert.Equal(Examples.Values(cpu.OptimizerState[slot]), Examples.Values(device.OptimizerState[slot]));
            Assert.Equal(Examples.Values(cpu.OptimizerState[slot]), Examples.Values(other.OptimizerState[slot]));
        }
        Assert.Equal(Examples.Values(cpu.Average!), Examples.Values(device.Average!));
        Assert.Equal(Examples.Values(cpu.Average!), Examples.Values(other.Average!));
        Assert.Equal((cpu.Call, cpu.Optimizer.StepCount), (device.Call, device.Optimizer.StepCount));
        // From here on both do the same, gathered gradients included.
        for (int step = 5; step < 9; step++)
            Examples.Near([Step(cpu, step)], [Step(device, step)], 1e-9, "loss");
    }

    [Fact]
    public void OnADeviceTrainingGoesOnBitForBit()
    {
        using DropoutNet.GpuTrainer first = new DropoutNet(3).CreateTrainer(Trainers.Here, Capacity, _options);
        using DropoutNet.GpuTrainer second = new DropoutNet(8).CreateTrainer(Trainers.Here, Capacity, _options);
        for (int step = 0; step < 3; step++)
            Step(first, step);
        first.Save(File("device"));
        second.Load(File("device"));
        for (int step = 3; step < 7; step++)
            Assert.Equal(Step(first, step), Step(second, step));
    }

    [Fact]
    public void StatesTravelToo()
    {
        using CarryingNet.Trainer<Sgd> cpu = new CarryingNet(3).CreateTrainer(Capacity);
        using CarryingNet.GpuTrainer device = new CarryingNet(4).CreateTrainer(Trainers.Here, Capacity);
        double[] inputs = Examples.Numbers<double>(1, 6 * Capacity), targets = Examples.Numbers<double>(2, 10 * Capacity);
        cpu.Step(inputs, targets);
        cpu.Save(File("cpu"));
        device.Load(File("cpu"));
        Examples.Near(cpu.Forward(inputs).ToArray(), device.Forward(inputs).ToArray(), 1e-12, "output");
    }

    private static double Step(ITrainer<double, double> trainer, int step) =>
        trainer.Step(Examples.Numbers<double>(step, 9 * Capacity), Examples.Numbers<double>(step + 100, 4 * Capacity));

    private string File(string name) => Path.Combine(_folder, name + ".safetensors");
}
