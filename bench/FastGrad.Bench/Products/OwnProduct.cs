using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FastGrad.Kernels;

namespace FastGrad.Bench;

/// <summary>The library's kernels, called as emitted code calls them.</summary>
internal sealed class OwnProduct<TShape>(ProductData data) : ILoop where TShape : struct, IProductShape
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<V>(long calls) where V : struct, IVector<V, float>
    {
        ref float x = ref data.X.Start, weight = ref data.Weight.Start, y = ref data.Y.Start, scratch = ref data.Scratch.Start;
        for (; calls > 0; calls--)
            switch (data.Form)
            {
                case ProductForm.Forward:
                    PlainEpilogue forward = new(ref y, TShape.OutputStride);
                    Kernels.Products.Forward<V, float, TShape, PlainEpilogue>(team: null, data.Batch, in x, in weight, ref forward);
                    break;
                case ProductForm.InputGradient:
                    PlainEpilogue backward = new(ref data.Gradient.Start, TShape.InputStride);
                    Kernels.Products.InputGradient<V, float, TShape, PlainEpilogue>(team: null, data.Batch, in y, in weight, ref scratch, ref backward);
                    break;
                default:
                    PlainSink sink = new(ref data.Gradient.Start);
                    Kernels.Products.WeightGradient<V, float, TShape, PlainSink>(team: null, data.Batch, in x, in y, ref scratch, 0, ref sink);
                    break;
            }
    }

    /// <summary>Keeps the sums and does nothing else.</summary>
    private readonly ref struct PlainEpilogue(ref float result, nint stride) : IProductEpilogue<float>
    {
        private readonly ref float _result = ref result;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, float> => sum.Store(ref _result, row * stride + column);
    }

    /// <summary>Copies the panels to where a gradient lies.</summary>
    private readonly ref struct PlainSink(ref float gradient) : IGradientSink<float>
    {
        private readonly ref float _gradient = ref gradient;

        public void Take(ref readonly float gradient, nint offset, nint count) =>
            MemoryMarshal.CreateReadOnlySpan(in gradient, (int)count).CopyTo(
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _gradient, offset), (int)count));
    }
}
