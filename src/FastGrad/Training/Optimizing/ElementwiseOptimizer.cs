using System.Numerics;

namespace FastGrad.Training;

/// <summary>An optimizer that looks at one weight at a time; generated ones derive from it.</summary>
/// <typeparam name="TRule">The arithmetic.</typeparam>
public abstract class ElementwiseOptimizer<TRule> : Optimizer where TRule : struct, IUpdateRule
{
    private double[] _constants = [];

    /// <summary>What it remembers of each weight, in the order in which the rule counts slots.</summary>
    public abstract ReadOnlySpan<string> SlotNames { get; }

    /// <summary>How many numbers <see cref="Prepare"/> computes.</summary>
    protected abstract int ConstantCount { get; }

    /// <summary>The step's constants for the rule, such as the part of the hyper-parameters that needs the step's number.</summary>
    internal ReadOnlySpan<double> Constants => _constants;

    /// <summary>Computes what is the same for all weights of a step, in double precision.</summary>
    /// <param name="step">1 for the first.</param>
    /// <param name="constants">Where the rule expects it.</param>
    protected abstract void Prepare(long step, Span<double> constants);

    private protected sealed override OptimizerState<T> CreateState<T>(ParameterSet<T> parameters)
    {
        _constants = new double[ConstantCount];
        return new ElementwiseState<TRule, T>(this, parameters);
    }

    private protected sealed override void PrepareStep(long step) => Prepare(step, _constants);
}
