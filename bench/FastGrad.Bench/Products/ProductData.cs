using FastGrad.Kernels;
using FastGrad.Memory;

namespace FastGrad.Bench;

/// <summary>The three forms of a dense product.</summary>
internal enum ProductForm
{
    /// <summary>y = x·W</summary>
    Forward,

    /// <summary>dx = dy·Wᵀ</summary>
    InputGradient,

    /// <summary>dW = xᵀ·dy</summary>
    WeightGradient,
}

/// <summary>Operands and result of one product: the same numbers for whoever multiplies them.</summary>
/// <param name="form">Which are operands.</param>
/// <param name="batch">Rows of x and y.</param>
/// <param name="inputs">Columns of x.</param>
/// <param name="outputs">Columns of y.</param>
/// <param name="inputStride">From one row of x to the next.</param>
/// <param name="outputStride">From one row of y to the next.</param>
internal sealed class ProductData(ProductForm form, int batch, int inputs, int outputs, int inputStride, int outputStride)
{
    public static ProductData Of<TShape>(ProductForm form, int batch) where TShape : struct, IProductShape =>
        new(form, batch, TShape.Inputs, TShape.Outputs, TShape.InputStride, TShape.OutputStride);

    public ProductForm Form => form;
    public int Batch => batch;
    public int Inputs => inputs;
    public int Outputs => outputs;
    public int InputStride => inputStride;
    public int OutputStride => outputStride;

    public PinnedBuffer<float> X { get; } = Random(batch * inputStride);

    public PinnedBuffer<float> Weight { get; } = Random(inputs * outputs);

    /// <summary>y, or its gradient.</summary>
    public PinnedBuffer<float> Y { get; } = Random(batch * outputStride);

    /// <summary>x's gradient, or W's.</summary>
    public PinnedBuffer<float> Gradient { get; } = new(form == ProductForm.InputGradient ? batch * inputStride : inputs * outputs);

    /// <summary>For a block of transposed columns, or for a panel of rows.</summary>
    public PinnedBuffer<float> Scratch { get; } = new(Math.Max(32 * outputs, Math.Max(8_192, 16 * outputs)) + 64);

    /// <summary>The result, without padding.</summary>
    public float[] Result() => form switch
    {
        ProductForm.Forward => Rows(Y, outputs, outputStride),
        ProductForm.InputGradient => Rows(Gradient, inputs, inputStride),
        _ => Gradient.Span.ToArray(),
    };

    private float[] Rows(PinnedBuffer<float> matrix, int length, int stride)
    {
        float[] rows = new float[batch * length];
        for (int row = 0; row < batch; row++)
            matrix.Span.Slice(row * stride, length).CopyTo(rows.AsSpan(row * length));
        return rows;
    }

    private static PinnedBuffer<float> Random(int length)
    {
        PinnedBuffer<float> buffer = new(length);
        Random random = new(length);
        foreach (ref float value in buffer.Span)
            value = random.NextSingle() - 0.5f;
        return buffer;
    }
}
