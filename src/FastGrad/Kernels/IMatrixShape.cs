namespace FastGrad.Kernels;

/// <summary>
/// The constant dimensions of a product of two matrices, emitted as a struct of literals so that the JIT compiles strides into immediates.
/// The result has rows × columns elements; the operands lie row-major and tight, the left one as rows × inner or, transposed, inner × rows,
/// the right one as inner × columns or, transposed, columns × inner. All dimensions are at least 1.
/// </summary>
public interface IMatrixShape
{
    /// <summary>Rows of the result.</summary>
    static abstract int Rows { get; }
    /// <summary>Terms of each sum.</summary>
    static abstract int Inner { get; }
    /// <summary>Columns of the result.</summary>
    static abstract int Columns { get; }
    /// <summary>Whether the left operand lies as inner × rows.</summary>
    static abstract bool TransposeLeft { get; }
    /// <summary>Whether the right operand lies as columns × inner.</summary>
    static abstract bool TransposeRight { get; }
    /// <summary>Elements from one example's left operand to the next's; 0 where all share one.</summary>
    static abstract int LeftStride { get; }
    /// <summary>Elements from one example's right operand to the next's; 0 where all share one.</summary>
    static abstract int RightStride { get; }
    /// <summary>Elements from one example's result to the next's; 0 where there is only one result.</summary>
    static abstract int ResultStride { get; }
}
