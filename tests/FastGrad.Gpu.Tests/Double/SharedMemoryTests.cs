using FastGrad.Gpu.Tests.Ensembles;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Testing;

namespace FastGrad.Gpu.Tests.Double;

/// <summary>Devices whose groups have just as much shared memory as a model's training in one group needs, or a byte less.</summary>
public sealed class SharedMemoryTests
{
    // Of doubles: the two tiles of 64 by 16 numbers that products work in, each row one longer, and the weights, each tensor's in runs of 16.
    private const int Needed = 8 * (2 * 16 * 65 + (32 + 16) + (16 + 16) + (16 + 16));

    private readonly double[] _inputs = [.. Enumerable.Range(0, 5 * 12).Select(i => Math.Sin(i))];
    private readonly double[] _targets = [.. Enumerable.Range(0, 2 * 12).Select(i => Math.Cos(i))];

    [Fact]
    public void What_fits_is_trained_by_a_group()
    {
        using Machine machine = new(Needed);
        using NoisyNet.GpuTrainer trainer = Trainer(machine.Accelerator);
        using var models = trainer.TrainMany([1, 2], epochs: 1, batch: 4);
        Assert.All(Enumerable.Range(0, 2), model => Assert.True(double.IsFinite(models.LossesOf(model)[0])));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_done()
    {
        using Machine machine = new(Needed - 1);
        using NoisyNet.GpuTrainer trainer = Trainer(machine.Accelerator);
        int objects = Faults.ObjectsOf(machine.Accelerator);
        string message = Assert.Throws<InvalidOperationException>(
            () => trainer.TrainMany([1, 2], 1, 4, (_, _) => Assert.Fail("Something was done."))).Message;
        Assert.Contains($"needs {Needed} bytes of a group's shared memory", message, StringComparison.Ordinal);
        Assert.Contains($"CPUAccelerator' have {Needed - 1}", message, StringComparison.Ordinal);
        Assert.Equal(objects, Faults.ObjectsOf(machine.Accelerator));
    }

    [Fact]
    public void What_does_not_fit_is_trained_step_by_step()
    {
        using Machine machine = new(Needed - 1);
        using NoisyNet.GpuTrainer trainer = Trainer(machine.Accelerator);
        TrainingRun run = trainer.Train(epochs: 2, batch: 4, shuffle: false);
        using var alone = new NoisyNet(7).CreateTrainer(4, new() { Seed = 3 });
        for (int step = 0; step < 6; step++)
            Assert.Equal(alone.Step(_inputs.AsSpan(step % 3 * 20, 20), _targets.AsSpan(step % 3 * 8, 8)), run.Losses[step], 1e-10);
    }

    private NoisyNet.GpuTrainer Trainer(Accelerator accelerator)
    {
        NoisyNet.GpuTrainer trainer = new NoisyNet(7).CreateTrainer(accelerator, 4, new() { Seed = 3 });
        trainer.Upload(_inputs, _targets);
        return trainer;
    }

    private sealed class Machine : IDisposable
    {
        private readonly Context _context;

        public Machine(int sharedMemory)
        {
            CPUDevice device = new(2, 2, 1);
            Simulator.LimitSharedMemory(device, sharedMemory);
            _context = Context.Create(builder => builder.CPU(device).EnableAlgorithms());
            Accelerator = _context.Devices[0].CreateAccelerator(_context);
        }

        public Accelerator Accelerator { get; }

        public void Dispose()
        {
            Accelerator.Dispose();
            _context.Dispose();
        }
    }
}
