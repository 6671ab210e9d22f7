using FastGrad.Generated.GpuFloat;
using FastGrad.Gpu.Tests.Api;
using ILGPU;
using ILGPU.Runtime;

namespace FastGrad.Gpu.Tests.Kernels;

/// <summary>How large a product is, and how many groups of how many lanes make it.</summary>
public record ProductSize(int Examples, int Rows, int Columns, int Terms, int Groups, int Lanes);

/// <summary>A product on random matrices, beside a plain loop over them.</summary>
internal sealed class ProductRun<TLeft, TRight>
    where TLeft : struct, IFlag
    where TRight : struct, IFlag
{
    public const float Untouched = -777;

    private readonly ProductSize _size;

    public ProductRun(ProductSize size, System.Random random)
    {
        _size = size;
        // Sums of such whole numbers are exact in whatever order.
        Left = Numbers(Matrices<TLeft, TRight>.Length(size.Examples, size.Rows, size.Terms, TLeft.Value), random);
        Right = Numbers(Matrices<TLeft, TRight>.Length(size.Examples, size.Columns, size.Terms, TRight.Value), random);
    }

    public float[] Left { get; }

    public float[] Right { get; }

    public float[] Expected()
    {
        float[] result = Result();
        for (int example = 0; example < _size.Examples; example++)
        {
            for (int row = 0; row < _size.Rows; row++)
            {
                for (int column = 0; column < _size.Columns; column++)
                {
                    float sum = 0;
                    for (int term = 0; term < _size.Terms; term++)
                        sum += Left[LeftPlace(example, row, term)] * Right[RightPlace(example, term, column)];
                    result[Place(example, row, column)] = sum;
                }
            }
        }
        return result;
    }

    public float[] On(TestAccelerator machine, Action<Frame> kernel)
    {
        Accelerator accelerator = machine.Accelerator;
        float[] result = Result();
        using MemoryBuffer1D<float, Stride1D.Dense> left = accelerator.Allocate1D(Left), right = accelerator.Allocate1D(Right);
        using MemoryBuffer1D<float, Stride1D.Dense> arena = accelerator.Allocate1D(result);
        using AcceleratorStream stream = accelerator.CreateStream();
        var frame = new Frame
        {
            Inputs = left.View,
            Parameters = right.View,
            Arena = arena.View,
            Batch = _size.Examples,
            Capacity = _size.Rows,
            Slot = _size.Columns,
            Step = _size.Terms,
        };
        accelerator.LoadKernel(kernel)(stream, new KernelConfig(_size.Groups, _size.Lanes), frame);
        stream.Synchronize();
        arena.View.CopyToCPU(stream, result);
        return result;
    }

    public int LeftPlace(int example, int row, int term) => Matrices<TLeft, TRight>.Place(example, row, _size.Rows, term, _size.Terms, TLeft.Value);

    public int RightPlace(int example, int term, int column) =>
        Matrices<TLeft, TRight>.Place(example, column, _size.Columns, term, _size.Terms, TRight.Value);

    public int Place(int example, int row, int column) => Matrices<TLeft, TRight>.Place(example, row, _size.Rows, column, _size.Columns, along: true);

    private float[] Result()
    {
        var result = new float[Matrices<TLeft, TRight>.Length(_size.Examples, _size.Rows, _size.Columns, along: true)];
        Array.Fill(result, Untouched);
        return result;
    }

    private static float[] Numbers(int length, System.Random random) => [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(-8, 9))];
}
