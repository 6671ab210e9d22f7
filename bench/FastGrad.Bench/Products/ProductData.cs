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
/// <param name="outputStride">From one row of y to the next.</param>
internal sealed class ProductData(ProductForm form, int batch, int inputs, int outputs, int outputStride)
{
    public ProductForm Form => form;
    public int Batch => batch;
    public int Inputs => inputs;
    public int Outputs => outputs;
    public int OutputStride => outputStride;

    public PinnedBuffer<float> X { get; } = Random(batch * inputs);

    public PinnedBuffer<float> Weight { get; } = Random(inputs * outputs);

    /// <summary>y, or its gradient.</summary>
    public PinnedBuffer<float> Y { get; } = Random(batch * outputStride);

    /// <summary>x's gradient, or W's.</summary>
    public PinnedBuffer<float> Gradient { get; } = new(form == ProductForm.InputGradient ? batch * inputs : inputs * outputs);

    public PinnedBuffer<float> Scratch { get; } = new(32 * Math.Max(outputs, inputs) + 8 * 2048);

    /// <summary>The result, without padding.</summary>
    public float[] Result() => form == ProductForm.Forward
        ? [.. Enumerable.Range(0, batch).SelectMany(row => Y.Span.Slice(row * outputStride, outputs).ToArray())]
        : Gradient.Span.ToArray();

    private static PinnedBuffer<float> Random(int length)
    {
        PinnedBuffer<float> buffer = new(length);
        Random random = new(length);
        foreach (ref float value in buffer.Span)
            value = random.NextSingle() - 0.5f;
        return buffer;
    }
}
