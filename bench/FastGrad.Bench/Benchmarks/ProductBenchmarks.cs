using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>The three forms of a product in shapes that differ in kind, with the machine code that they are compiled to.</summary>
[MemoryDiagnoser, DisassemblyDiagnoser(maxDepth: 4)]
[GenericTypeArguments(typeof(DenseShape<N64, N64>))]
[GenericTypeArguments(typeof(DenseShape<N128, N10>))]
[GenericTypeArguments(typeof(DenseShape<N784, N128>))]
[GenericTypeArguments(typeof(DenseShape<N1024, N1024>))]
public class ProductBenchmarks<TShape> where TShape : struct, IProductShape
{
    private OwnProduct<TShape> _forward = null!, _inputGradient = null!, _weightGradient = null!;

    [Params(1, 32, 256)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _forward = Product(ProductForm.Forward);
        _inputGradient = Product(ProductForm.InputGradient);
        _weightGradient = Product(ProductForm.WeightGradient);
    }

    [Benchmark]
    public int Forward() => Run(_forward);

    [Benchmark]
    public int InputGradient() => Run(_inputGradient);

    [Benchmark]
    public int WeightGradient() => Run(_weightGradient);

    private OwnProduct<TShape> Product(ProductForm form) => new(ProductData.Of<TShape>(form, Batch));

    // Neither through a delegate nor as the last call, a jump: the disassembler follows neither.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run(OwnProduct<TShape> product)
    {
        if (VectorWidth.HasNative)
            product.Run<WideNative<float>>(1);
        else if (VectorWidth.Has512)
            product.Run<Wide512<float>>(1);
        else if (VectorWidth.Has256)
            product.Run<Wide256<float>>(1);
        else if (VectorWidth.Has128)
            product.Run<Wide128<float>>(1);
        else
            product.Run<Scalar<float>>(1);
        return 0;
    }
}
