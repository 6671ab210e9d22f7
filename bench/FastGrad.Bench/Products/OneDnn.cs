namespace FastGrad.Bench;

/// <param name="function">dnnl_sgemm</param>
internal sealed unsafe class OneDnn(nint function) : INativeProducts
{
    private readonly delegate* unmanaged<byte, byte, long, long, long, float, float*, long, float*, long, float, float*, long, int> _multiply =
        (delegate* unmanaged<byte, byte, long, long, long, float, float*, long, float*, long, float, float*, long, int>)function;

    public string Name => "oneDNN";

    public void Multiply(
        bool transposeA, bool transposeB, int rows, int columns, int terms, float* a, int strideA, float* b, int strideB, float* c, int strideC)
    {
        int status = _multiply(
            Letter(transposeA), Letter(transposeB), rows, columns, terms, 1, a, strideA, b, strideB, 0, c, strideC);
        if (status != 0)
            throw new InvalidOperationException($"dnnl_sgemm gives {status}.");
    }

    private static byte Letter(bool transpose) => (byte)(transpose ? 'T' : 'N');
}
