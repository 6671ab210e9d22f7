using System.Runtime.CompilerServices;

namespace FastGrad.Bench;

/// <summary>One form of a dense product, made by somebody else's.</summary>
internal static class NativeProduct
{
    public static unsafe Action<long> Of(INativeProducts library, ProductData data) => calls =>
    {
        // Buffers are pinned for good.
        float* x = Address(ref data.X.Start), weight = Address(ref data.Weight.Start);
        float* y = Address(ref data.Y.Start), gradient = Address(ref data.Gradient.Start);
        (int batch, int inputs, int outputs) = (data.Batch, data.Inputs, data.Outputs);
        (int strideX, int strideY) = (data.InputStride, data.OutputStride);
        for (; calls > 0; calls--)
            switch (data.Form)
            {
                case ProductForm.Forward:
                    library.Multiply(false, false, batch, outputs, inputs, x, strideX, weight, outputs, y, strideY);
                    break;
                case ProductForm.InputGradient:
                    library.Multiply(false, true, batch, inputs, outputs, y, strideY, weight, outputs, gradient, strideX);
                    break;
                default:
                    library.Multiply(true, false, inputs, outputs, batch, x, strideX, y, strideY, gradient, outputs);
                    break;
            }
    };

    private static unsafe float* Address(ref float start) => (float*)Unsafe.AsPointer(ref start);
}
