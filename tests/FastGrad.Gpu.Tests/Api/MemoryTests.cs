using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Api;

/// <summary>What emitted code expects of buffers, copies and streams; true of the double and of the packages.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly TestAccelerator _machine = TestAccelerator.Create();

    private Accelerator Accelerator => _machine.Accelerator;

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_buffer_has_its_length_and_a_view_of_all_of_it()
    {
        using MemoryBuffer1D<double, Stride1D.Dense> buffer = Accelerator.Allocate1D<double>(10);
        ArrayView<double> view = buffer.View;

        Assert.Equal(10, buffer.Length);
        Assert.Equal(80, buffer.LengthInBytes);
        Assert.Equal(10, view.IntLength);
        Assert.Equal(3, view.SubView(7).Length);
        Assert.Equal(20, view.Cast<float>().Length);
        Assert.True(view.IsValid);
        Assert.False(ArrayView<float>.Empty.IsValid);
        Assert.False(default(ArrayView<float>).IsValid);
    }

    [Fact]
    public void Spans_and_arrays_are_copied_to_and_from_parts_of_a_buffer()
    {
        using AcceleratorStream stream = Accelerator.CreateStream();
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = Accelerator.Allocate1D<int>(6);
        buffer.MemSetToZero(stream);
        ReadOnlySpan<int> two = [1, 2];
        buffer.View.BaseView.SubView(1, 2).CopyFromCPU(stream, two);
        buffer.View.BaseView.SubView(3, 2).CopyFromCPU(stream, new[] { 3, 4 });

        Span<int> part = stackalloc int[3];
        buffer.View.BaseView.SubView(2, 3).CopyToCPU(stream, part);
        var whole = new int[6];
        buffer.View.CopyToCPU(stream, whole);

        Assert.Equal([2, 3, 4], part.ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 0], whole);
    }

    [Fact]
    public void A_buffer_is_copied_to_another_and_filled()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> first = Accelerator.Allocate1D([1, 2, 3, 4]);
        using MemoryBuffer1D<int, Stride1D.Dense> second = Accelerator.Allocate1D<int>(4);
        second.View.MemSet(Accelerator.DefaultStream, 1);
        first.View.BaseView.SubView(1, 2).CopyTo(Accelerator.DefaultStream, second.View.BaseView.SubView(2, 2));

        Assert.Equal([0x01010101, 0x01010101, 2, 3], second.GetAsArray1D());

        second.View.CopyFrom(Accelerator.DefaultStream, first.View);

        Assert.Equal([1, 2, 3, 4], second.GetAsArray1D());
    }

    [Fact]
    public void Page_locked_copies_are_there_when_the_stream_is_synchronised()
    {
        using AcceleratorStream stream = Accelerator.CreateStream();
        using MemoryBuffer1D<float, Stride1D.Dense> buffer = Accelerator.Allocate1D<float>(3);
        using PageLockedArray1D<float> sent = Accelerator.AllocatePageLocked1D<float>(3);
        using PageLockedArray1D<float> received = Accelerator.AllocatePageLocked1D<float>(3);
        new float[] { 1, 2, 3 }.CopyTo(sent.Span);
        sent[1] = 5;

        buffer.View.CopyFromPageLockedAsync(stream, sent);
        buffer.View.CopyToPageLockedAsync(stream, received);
        stream.Synchronize();

        Assert.Equal([1, 5, 3], received.GetArray());
    }

    [Fact]
    public void An_array_too_short_is_refused()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = Accelerator.Allocate1D<int>(4);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyToCPU(new int[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyFromCPU(new int[3]));
    }

    [Fact]
    public void A_buffer_of_nothing_can_be_filled_but_not_its_view()
    {
        using MemoryBuffer1D<int, Stride1D.Dense> buffer = Accelerator.Allocate1D<int>(0);

        Assert.Empty(buffer.GetAsArray1D());
        buffer.MemSetToZero();
        Assert.Throws<ArgumentNullException>(() => buffer.View.MemSetToZero());
    }

    [Fact]
    public void A_device_says_what_groups_it_can_have()
    {
        using var wide = TestAccelerator.OnProcessor(warpSize: 8, warps: 8);

        Assert.Equal(AcceleratorType.CPU, wide.Accelerator.AcceleratorType);
        Assert.Equal(64, wide.Accelerator.MaxNumThreadsPerGroup);
        Assert.Equal(64, wide.Accelerator.MaxGroupSize.X);
        Assert.Equal(8, wide.Accelerator.WarpSize);
        Assert.Equal(1, wide.Accelerator.NumMultiprocessors);
        Assert.True(wide.Accelerator.MaxSharedMemoryPerGroup >= 48 * 1024);
        Assert.True(wide.Accelerator.MemorySize > 1 << 20);
    }
}
