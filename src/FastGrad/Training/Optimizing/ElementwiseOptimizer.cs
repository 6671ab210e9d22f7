using System.Numerics;

namespace FastGrad.Training;

/// <summary>An optimizer that looks at one weight at a time; generated ones derive from it.</summary>
/// <typeparam name="TRule">The arithmetic.</typeparam>
public abstract class ElementwiseOptimizer<TRule> : FormulaOptimizer where TRule : struct, IUpdateRule
{
    private protected sealed override OptimizerState<T> CreateState<T>(ParameterSet<T> parameters) =>
        new ElementwiseState<TRule, T>(this, parameters, CreateNumbers(parameters.Definitions));
}
