using FastGrad.Generated.GpuFloat;
using FastGrad.Gpu.Tests.Api;
using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>How many rows are added up by how many indices of each example, and how many groups of how many lanes do it.</summary>
public record ScatterSize(int Examples, int Places, int Rows, int Columns, int Groups, int Lanes);

/// <summary>Rows at indices, told in numbers of the frame that mean something else in a model; an entry point as it is emitted.</summary>
internal readonly struct IndexedRows<TTablePerExample> : IScatter where TTablePerExample : struct, IFlag
{
    public static bool TablePerExample => TTablePerExample.Value;

    public static int Examples(Frame frame) => frame.Batch;

    public static int Rows(Frame frame) => frame.Capacity;

    public static int Columns(Frame frame) => frame.Slot;

    public static int Places(Frame frame) => frame.Step;

    public static int Row(Frame frame, int example, int place) => Indexing.Row(frame.Labels[example * frame.Step + place], frame.Capacity);

    public static float Value(Frame frame, int example, int place, int column) => frame.Inputs[(example * frame.Step + place) * frame.Slot + column];

    public static void Store(Frame frame, int example, int element, float sum) => frame.Arena[example * frame.Capacity * frame.Slot + element] = sum;

    public static void Add(Frame frame)
    {
        frame.Room = SharedMemory.Allocate<float>(Frame.RoomLength);
        Scatters.Add<IndexedRows<TTablePerExample>>(frame, Grid.IdxX, Grid.DimX);
    }
}

/// <summary>Random rows added up by their indices, beside a plain loop over them.</summary>
internal sealed class ScatterRun<TTablePerExample> where TTablePerExample : struct, IFlag
{
    private const float Untouched = -777;

    private readonly ScatterSize _size;
    private readonly int[] _indices;
    private readonly float[] _values;

    /// <param name="size">Of all.</param>
    /// <param name="index">Which index stands at a position.</param>
    public ScatterRun(ScatterSize size, Func<int, int> index)
    {
        _size = size;
        _indices = [.. Enumerable.Range(0, size.Examples * size.Places).Select(index)];
        var random = new Random(7);
        // Of several sizes, so that in another order sums have other bits.
        _values = [.. Enumerable.Range(0, _indices.Length * size.Columns).Select(_ => (random.NextSingle() - 0.5f) * (1 << random.Next(20)))];
    }

    private int Tables => TTablePerExample.Value ? _size.Examples : 1;

    /// <summary>The sums' bits.</summary>
    public int[] Expected()
    {
        var sums = new float[Tables * _size.Rows * _size.Columns];
        for (int position = 0; position < _indices.Length; position++)
        {
            if (_indices[position] < 0 || _indices[position] >= _size.Rows)
                continue;
            int table = TTablePerExample.Value ? position / _size.Places : 0;
            for (int column = 0; column < _size.Columns; column++)
                sums[(table * _size.Rows + _indices[position]) * _size.Columns + column] += _values[position * _size.Columns + column];
        }
        return Bits(sums);
    }

    /// <inheritdoc cref="Expected"/>
    public int[] On(TestAccelerator machine)
    {
        Accelerator accelerator = machine.Accelerator;
        var result = new float[Tables * _size.Rows * _size.Columns];
        Array.Fill(result, Untouched);
        // A buffer has an element at least.
        using MemoryBuffer1D<int, Stride1D.Dense> indices = accelerator.Allocate1D(_indices.Length > 0 ? _indices : [0]);
        using MemoryBuffer1D<float, Stride1D.Dense> values = accelerator.Allocate1D(_values.Length > 0 ? _values : [0]);
        using MemoryBuffer1D<float, Stride1D.Dense> arena = accelerator.Allocate1D(result);
        using AcceleratorStream stream = accelerator.CreateStream();
        var frame = new Frame
        {
            Labels = indices.View,
            Inputs = values.View,
            Arena = arena.View,
            Batch = _size.Examples,
            Capacity = _size.Rows,
            Slot = _size.Columns,
            Step = _size.Places,
        };
        accelerator.LoadKernel<Frame>(IndexedRows<TTablePerExample>.Add)(stream, new KernelConfig(_size.Groups, _size.Lanes), frame);
        stream.Synchronize();
        arena.View.CopyToCPU(stream, result);
        return Bits(result);
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
