using System.Numerics;

namespace FastGrad.Kernels;

/// <summary>
/// The constant dimensions of a dense product y = x·W, emitted as a struct of literals so that the JIT compiles strides into
/// immediates. One shape serves all three forms: forward, input gradient, weight gradient.
/// </summary>
public interface IProductShape
{
    /// <summary>Length of x's rows; rows of W.</summary>
    static abstract int Inputs { get; }
    /// <summary>Length of y's rows; columns of W, which is dense (its row stride is this).</summary>
    static abstract int Outputs { get; }
    /// <summary>Elements from one row of x to the next: at least <see cref="Inputs"/>, or 0 where all examples share one row.</summary>
    static abstract int InputStride { get; }
    /// <summary>Elements from one row of y (and of its gradient) to the next: a multiple of 16, at least <see cref="Outputs"/>.</summary>
    static abstract int OutputStride { get; }
    /// <summary>Rows of the weight gradient made at a time before a sink takes them: a multiple of 8, or of 24 where there is more than one panel.</summary>
    static abstract int PanelRows { get; }
}

/// <summary>What happens to a product's sums while they are in registers. Called once for each place of the result, in any order.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public interface IProductEpilogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Takes the sums of one row, columns <paramref name="column"/> to <paramref name="column"/> + V.Count − 1; lanes past the last column hold rubbish and may be written into row padding.</summary>
    void Store<V>(V sum, nint row, nint column) where V : struct, IVector<V, T>;
}

/// <summary>Who takes a finished piece of a parameter's gradient: the gradient buffer, or at once the optimizer.</summary>
/// <typeparam name="T">The model's precision.</typeparam>
public interface IGradientSink<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <remarks>Several threads may call it at once, for different weights; so it keeps nothing in itself.</remarks>
    /// <param name="gradient">First of <paramref name="count"/> contiguous numbers.</param>
    /// <param name="offset">Where they belong in the parameter buffer.</param>
    /// <param name="count">How many.</param>
    void Take(ref readonly T gradient, nint offset, nint count);
}
