using FastGrad.Gpu.Tests.Training;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime.Cuda;
using ILGPU.Testing;

namespace FastGrad.Gpu.Tests.Double;

/// <summary>A device with less memory than a trainer needs, which the double can pretend to be.</summary>
[Collection(nameof(Simulator))]
public sealed class OutOfMemoryTests : IDisposable
{
    private const int TooMany = 4_000_000;

    private readonly Context _context;
    private readonly CudaAccelerator _accelerator;

    public OutOfMemoryTests()
    {
        Simulator.HasCuda = true;
        _context = Context.Create(builder => builder.Cuda().EnableAlgorithms());
        _accelerator = _context.CreateCudaAccelerator(0);
    }

    public void Dispose()
    {
        _accelerator.Dispose();
        _context.Dispose();
    }

    [Fact]
    public void A_trainer_that_does_not_fit_is_refused_and_leaves_nothing()
    {
        for (int time = 0; time < 3; time++)
        {
            var thrown = Assert.Throws<DeviceMemoryException>(() => new DigitNet(3).CreateTrainer(_accelerator, TooMany));
            Assert.Contains("activations", thrown.Message, StringComparison.Ordinal);
            Assert.Contains($"of its {Simulator.MemorySize} bytes", thrown.Message, StringComparison.Ordinal);
            Assert.NotNull(thrown.InnerException);
        }
        using DigitNet.GpuTrainer trainer = new DigitNet(3).CreateTrainer(_accelerator, 4);
        Assert.True(double.IsFinite(trainer.Step(new double[64], [3])));
    }

    [Fact]
    public void Memory_that_the_host_cannot_lock_is_not_the_devices()
    {
        int before = Faults.ObjectsOf(_accelerator);
        CudaException fault = new(CudaError.CUDA_ERROR_HOST_MEMORY_ALREADY_REGISTERED);
        Faults.Of(_accelerator).FailLocking(fault);
        Assert.Same(fault, Assert.Throws<CudaException>(() => new DigitNet(3).CreateTrainer(_accelerator, 4)));
        Assert.Equal(before, Faults.ObjectsOf(_accelerator));
    }

    [Fact]
    public void Examples_that_do_not_fit_leave_a_trainer_that_works()
    {
        using IgnoringDigitNet.GpuTrainer trainer = new IgnoringDigitNet(3).CreateTrainer(_accelerator, 4);
        trainer.Upload(new double[9], [3]);
        Assert.Throws<DeviceMemoryException>(() => trainer.Upload(new double[9 * 15_000_000], new int[15_000_000]));
        Assert.Throws<InvalidOperationException>(() => trainer.Train(1, 1));
        Assert.True(double.IsFinite(trainer.Step(new double[9], [3])));
    }
}
