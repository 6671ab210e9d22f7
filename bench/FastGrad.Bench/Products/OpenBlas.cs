namespace FastGrad.Bench;

/// <param name="function">cblas_sgemm</param>
internal sealed unsafe class OpenBlas(nint function) : INativeProducts
{
    private const int RowMajor = 101, NoTranspose = 111, Transpose = 112;

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> _multiply =
        (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)function;

    public string Name => "OpenBLAS";

    public void Multiply(
        bool transposeA, bool transposeB, int rows, int columns, int terms, float* a, int strideA, float* b, int strideB, float* c, int strideC) =>
        _multiply(
            RowMajor, transposeA ? Transpose : NoTranspose, transposeB ? Transpose : NoTranspose,
            rows, columns, terms, 1, a, strideA, b, strideB, 0, c, strideC);
}
