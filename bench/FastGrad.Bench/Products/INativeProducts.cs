namespace FastGrad.Bench;

/// <summary>Somebody else's product of row-major matrices.</summary>
internal interface INativeProducts
{
    string Name { get; }

    /// <summary>c = a·b, each of the two perhaps transposed where it lies.</summary>
    unsafe void Multiply(
        bool transposeA, bool transposeB, int rows, int columns, int terms, float* a, int strideA, float* b, int strideB, float* c, int strideC);
}
