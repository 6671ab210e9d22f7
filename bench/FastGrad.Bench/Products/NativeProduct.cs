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
        (int batch, int inputs, int outputs, int stride) = (data.Batch, data.Inputs, data.Outputs, data.OutputStride);
        for (; calls > 0; calls--)
            switch (data.Form)
            {
                case ProductForm.Forward:
                    library.Multiply(false, false, batch, outputs, inputs, x, inputs, weight, outputs, y, stride);
                    break;
                case ProductForm.InputGradient:
                    library.Multiply(false, true, batch, inputs, outputs, y, stride, weight, outputs, gradient, inputs);
                    break;
                default:
                    library.Multiply(true, false, inputs, outputs, batch, x, inputs, y, stride, gradient, outputs);
                    break;
            }
    };

    private static unsafe float* Address(ref float start) => (float*)Unsafe.AsPointer(ref start);
}
