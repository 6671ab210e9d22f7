using System.Numerics;

namespace FastGrad.Training;

/// <summary>An optimizer that needs sums over whole tensors, or over all of them, before it moves a weight; generated ones derive from it.</summary>
/// <typeparam name="TRule">The passes and their arithmetic.</typeparam>
public abstract class TensorOptimizer<TRule> : FormulaOptimizer where TRule : struct, ITensorRule
{
    /// <inheritdoc/>
    public abstract override string UnfusedBecause { get; }

    private protected sealed override OptimizerState<T> CreateState<T>(ParameterSet<T> parameters) =>
        new TensorState<TRule, T>(this, parameters, CreateNumbers(parameters.Definitions));
}
