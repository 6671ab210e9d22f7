using FastGrad.Gpu.Tests.Api;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Testing;

namespace FastGrad.Gpu.Tests.Double;

/// <summary>What a GPU would answer with wrong numbers or not at all, the double tells.</summary>
public sealed class FaultyKernelTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create();

    private Accelerator Accelerator => _machine.Accelerator;

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData(15, "lane 1: index 16 is outside a view of 16 Int32")]
    [InlineData(-3, "lane 0: index -3 is outside a view of 16 Int32")]
    public void An_index_outside_its_view_is_told_with_its_lane(int offset, string words) =>
        Fails(Faulty.Write, offset, "Kernel Faulty.Write, group 0", words);

    [Theory]
    [InlineData(13)]
    [InlineData(-1)]
    public void A_sub_view_outside_its_view_is_told(int index) =>
        Fails(Faulty.SubView, index, $"a sub view of 4 elements from {index} does not fit a view of 16");

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(0)]
    public void Lanes_that_end_while_others_wait_are_told(int lanes)
    {
        if (lanes == 0)
            Assert.Equal(0, Run(Faulty.EndEarly, 0, lanes: 16)[0]);
        else
            Fails(Faulty.EndEarly, lanes, $"Kernel Faulty.EndEarly, group 0, lane {lanes}: it ended while other lanes wait at a barrier");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public void Lanes_that_wait_when_others_ended_are_told(int first) =>
        Fails(Faulty.WaitAlone, first, $"lane {first}: it waits at a barrier, and another lane has ended");

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_third_barrier_for_some_is_told(int lanes) => Fails(Faulty.WaitOnceMore, lanes, "barrier");

    [Fact]
    public void Shared_allocations_that_differ_are_told()
    {
        Fails(Faulty.AllocateMore, 5, "lane 5: it made 2 shared allocations, and another lane 1");
        Fails(Faulty.AllocateOtherwise, 5, "lane 5: shared allocation 0 is 32 bytes and was 16 for another lane");
    }

    [Fact]
    public void Shared_memory_is_48_kilobytes()
    {
        Run(Faulty.AllocateMuch, (12 * 1024) - 4, lanes: 2);
        Fails(Faulty.AllocateMuch, 12 * 1024, "4 bytes of shared memory beside 49152 are more than 49152");
    }

    [Fact]
    public void Memory_that_nobody_wrote_is_NaN_in_every_group()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> target = Accelerator.Allocate1D<int>(24);
        Assert.All(target.GetAsArray1D(), value => Assert.Equal(-1, value));

        Action<KernelConfig, Faulty.Arguments> kernel = Accelerator.LoadStreamKernel<Faulty.Arguments>(Faulty.ReadUnwritten);
        for (int launch = 0; launch < 2; launch++)
        {
            target.MemSetToZero();
            kernel((3, 8), new Faulty.Arguments(target.View, 0));
            Assert.All(target.GetAsArray1D(), value => Assert.Equal(1, value));
        }
    }

    [Fact]
    public void What_a_kernel_throws_is_told_with_its_lane()
    {
        MisuseException failure = Fails(Faulty.Divide, 5, "Kernel Faulty.Divide, group 0, lane 5");
        Assert.IsType<DivideByZeroException>(failure.InnerException);
    }

    [Fact]
    public void An_accelerator_works_on_after_a_fault()
    {
        Fails(Faulty.EndEarly, 3, "barrier");
        Assert.Equal(Enumerable.Repeat(1, 16), Run(Faulty.EndEarly, 16, lanes: 16));
        Fails(Faulty.WaitOnceMore, 9, "barrier");
        Assert.Equal(Enumerable.Repeat(1, 16), Run(Faulty.Write, 0, lanes: 16));
    }

    [Fact]
    public void What_no_GPU_can_be_given_is_refused_when_a_kernel_is_loaded()
    {
        int captured = 3;

        Refuses(() => Accelerator.LoadStreamKernel<Faulty.WithFlag>(Faulty.Flagged), "arguments.Flag: ILGPU passes no Boolean to a kernel");
        Refuses(() => Accelerator.LoadStreamKernel<Faulty.ViewLast>(Faulty.Padded), "view Target comes after a number");
        Refuses(() => Accelerator.LoadStreamKernel<Faulty.Arguments>(Faulty.Catch), "try");
        Refuses(() => Accelerator.LoadStreamKernel<Faulty.Arguments>(a => a.Target[0] = captured), "captures");
    }

    private static MisuseException Refuses(Action action, string words)
    {
        MisuseException failure = Assert.Throws<MisuseException>(action);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        return failure;
    }

    private MisuseException Fails(Action<Faulty.Arguments> method, int number, params string[] words)
    {
        MisuseException failure = Assert.Throws<MisuseException>(() => Run(method, number, lanes: 16));
        Assert.All(words, word => Assert.Contains(word, failure.Message, StringComparison.Ordinal));
        return failure;
    }

    private int[] Run(Action<Faulty.Arguments> method, int number, int lanes)
    {
        using MemoryBuffer1D<int, Stride1D.Dense> target = Accelerator.Allocate1D(new int[16]);
        Accelerator.LoadStreamKernel(method)((1, lanes), new Faulty.Arguments(target.View, number));
        return target.GetAsArray1D();
    }
}
