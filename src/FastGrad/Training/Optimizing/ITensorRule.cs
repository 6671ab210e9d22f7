using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>A whole-tensor optimizer's passes, emitted from its formula.</summary>
public interface ITensorRule
{
    /// <summary>Moves all tensors.</summary>
    /// <param name="tensors">The tensors, and the means to go over one.</param>
    /// <param name="constants">First what <see cref="FormulaOptimizer.Prepare"/> computed, then room for what is computed between passes.</param>
    static abstract void Update<T>(in TensorWalk<T> tensors, Span<double> constants) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A pass that gathers sums and extremes of a tensor's elements and writes nothing else.</summary>
public interface IGatherRule
{
    /// <summary>Adds a range of elements to what was gathered before.</summary>
    /// <param name="range">A whole number of vectors.</param>
    /// <param name="constants">What is known before the pass.</param>
    /// <param name="gathered">The sums and extremes so far.</param>
    static abstract void Gather<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants, Span<double> gathered)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
