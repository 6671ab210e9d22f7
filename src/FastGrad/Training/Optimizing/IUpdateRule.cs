using System.Numerics;
using FastGrad.Kernels;

namespace FastGrad.Training;

/// <summary>An elementwise optimizer's arithmetic, emitted from its formula.</summary>
public interface IUpdateRule
{
    /// <summary>Moves a range of weights, and its slots.</summary>
    /// <param name="range">A whole number of vectors.</param>
    /// <param name="constants">What <see cref="FormulaOptimizer.Prepare"/> computed for this step.</param>
    static abstract void Update<V, T>(in UpdateRange<T> range, ReadOnlySpan<double> constants)
        where V : struct, IVector<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
