using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>What emitted code expects of kernels; true of the double and of the packages.</summary>
public sealed class KernelTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create();

    private Accelerator Accelerator => _machine.Accelerator;

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_kernel_runs_once_for_every_lane()
    {
        float[] values = Numbers(100);
        using MemoryBuffer1D<float, Stride1D.Dense> source = Accelerator.Allocate1D(values);
        using MemoryBuffer1D<float, Stride1D.Dense> target = Accelerator.Allocate1D<float>(100);
        using AcceleratorStream stream = Accelerator.CreateStream();
        Action<AcceleratorStream, KernelConfig, Trials.Doubling> kernel = Accelerator.LoadKernel<Trials.Doubling>(Trials.Double);

        kernel(stream, new KernelConfig(7, 16), new Trials.Doubling(source.View, target.View, 100));
        stream.Synchronize();

        var result = new float[100];
        target.View.CopyToCPU(stream, result);
        Assert.Equal(values.Select(value => 2 * value), result);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(4)]
    [InlineData(1)]
    public void Groups_sum_trees_in_shared_memory(int lanes)
    {
        float[] values = Numbers(3 * lanes);
        float[] sums = Run(Trials.TreeSum, new KernelConfig(3, lanes), values, 3);

        // Halves of small whole numbers: exact in any order.
        Assert.Equal([.. values.Chunk(lanes).Select(part => part.Sum())], sums);
    }

    [Fact]
    public void Lanes_see_after_a_barrier_what_any_lane_wrote_before_it()
    {
        float[] values = Numbers(16);
        float[] rotated = Run(Trials.Rotate, (1, 16), values, 16);

        Assert.Equal([.. values.Select((value, i) => value + (100 * values[(i + 1) % 16]))], rotated);
    }

    [Fact]
    public void Lanes_and_groups_know_their_place_in_three_dimensions()
    {
        const int Lanes = 2 * 3 * 4 * 2 * 1 * 4;
        int[] places = Run(Trials.Locate, new KernelConfig(new Index3D(2, 3, 4), new Index3D(2, 1, 4)), new int[Lanes], 5);

        Assert.Equal(Enumerable.Range(5, Lanes), places);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    public void Lanes_vote_at_a_barrier(int offset) =>
        Assert.Equal(Enumerable.Repeat(8 + (100 * (16 - offset)), 16), Run(Trials.Vote, (1, 16), new int[16], offset));

    [Fact]
    public void Atomic_operations_lose_nothing()
    {
        int[] counted = Run(Trials.Count, (5, 16), [0, 0, -3, 0], -3);

        Assert.Equal(80, counted[0]);
        Assert.Equal(79, counted[1]);
        Assert.InRange(counted[2], 1000, 1015);
        Assert.Equal(7, counted[3]);
    }

    [Fact]
    public void Bits_and_local_memory_are_what_they_are_elsewhere()
    {
        float[] values = [1, -2.5f, 1f / 3, -0f, float.MaxValue, 1e-38f, 0, float.NegativeInfinity];
        float[] result = Run(Trials.Bits, (1, 8), values, 16);

        Assert.Equal([.. values.SelectMany(value => new[] { -value, MathF.Abs(value) })], result);
    }

    [Fact]
    public void A_half_is_rounded_towards_zero()
    {
        Assert.Equal(65504f, (float)(ILGPU.Half)65535.9f);
        Assert.Equal(float.PositiveInfinity, (float)(ILGPU.Half)65536f);
        Assert.Equal(-1f, (float)(ILGPU.Half)(-1.0009f));
        Assert.Equal(0.25f, (float)((ILGPU.Half)0.5f * (ILGPU.Half)0.5f));
        Assert.Equal(0x3C00, Interop.FloatAsInt((ILGPU.Half)1f));
    }

    [Fact]
    public void A_stream_kernel_runs_in_the_default_stream()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> target = Accelerator.Allocate1D<int>(16);
        Action<KernelConfig, Trials.Places> kernel = Accelerator.LoadStreamKernel<Trials.Places>(Trials.Locate);

        kernel((1, 16), new Trials.Places(target.View, 0));
        Accelerator.Synchronize();

        Assert.Equal(Enumerable.Range(0, 16), target.GetAsArray1D());
    }

    [Fact]
    public void More_lanes_than_a_group_can_have_are_refused()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> target = Accelerator.Allocate1D<int>(16);
        Action<KernelConfig, Trials.Places> kernel = Accelerator.LoadStreamKernel<Trials.Places>(Trials.Locate);

        int lanes = Accelerator.MaxGroupSize.X + 1;
        Assert.Throws<ArgumentOutOfRangeException>(() => kernel((1, lanes), new Trials.Places(target.View, 0)));
        int groups = Accelerator.MaxGridSize.Y;
        if (groups < int.MaxValue)
        {
            var config = new KernelConfig(new Index2D(1, groups + 1), new Index2D(1, 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => kernel(config, new Trials.Places(target.View, 0)));
        }
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 7 % 11) - 2.5f)];

    private float[] Run(Action<Trials.Sums> method, KernelConfig config, float[] values, int results)
    {
        using MemoryBuffer1D<float, Stride1D.Dense> source = Accelerator.Allocate1D(values);
        using MemoryBuffer1D<float, Stride1D.Dense> target = Accelerator.Allocate1D<float>(results);
        Accelerator.LoadStreamKernel(method)(config, new Trials.Sums(source.View, target.View));
        return target.GetAsArray1D();
    }

    private int[] Run(Action<Trials.Places> method, KernelConfig config, int[] values, int offset)
    {
        using MemoryBuffer1D<int, Stride1D.Dense> target = Accelerator.Allocate1D(values);
        Accelerator.LoadStreamKernel(method)(config, new Trials.Places(target.View, offset));
        return target.GetAsArray1D();
    }
}
